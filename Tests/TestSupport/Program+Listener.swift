extension Program {
    /// An address that a program has said it listens on.
    public struct Listener: Hashable, Sendable {
        /// The bound address, `HOST:PORT`.
        public let address: String
        /// What is spoken there, for a program with several listeners.
        public let networkProtocol: String?

        /// The bound port.
        public var port: Int { Int(address.split(separator: ":").last ?? "") ?? 0 }

        /// Reads a log line, and finds nothing in one that does not say `listening`.
        init?(logLine: String) {
            guard logLine.contains("listening"), let address = Self.value(of: "address", in: logLine) else {
                return nil
            }
            self.address = address
            self.networkProtocol = Self.value(of: "protocol", in: logLine)
        }

        /// The value after `key=` (as a line of text) or `"key":` (as JSON).
        private static func value(of key: String, in line: String) -> String? {
            let words = line.replacing("\"", with: "").split { $0.isWhitespace || "{},".contains($0) }
            for word in words {
                for mark in ["=", ":"] where word.hasPrefix(key + mark) {
                    return String(word.dropFirst(key.count + 1))
                }
            }
            return nil
        }
    }
}
