/// Where to listen: `host:port`, with an IPv6 address in brackets; port 0 takes a free one.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address, without brackets.
    public var host: String
    /// The port.
    public var port: Int

    /// An address.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`.
    ///
    /// - Parameters:
    ///   - text: the address.
    ///   - source: where the text comes from, for the error.
    /// - Throws: ``SettingsError`` naming source and value.
    public init(_ text: String, source: String) throws(SettingsError) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            let host = Self.host(text[..<colon])
        else {
            throw SettingsError(
                .invalidValue, "\(source): “\(text)” is not an address: it takes host:port, such as 127.0.0.1:4318")
        }
        self.init(host: host, port: Int(port))
    }

    private static func host(_ text: Substring) -> String? {
        if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2 { return String(text.dropFirst().dropLast()) }
        let isHost = !text.isEmpty && !text.contains { $0.isWhitespace || ":/[]".contains($0) }
        return isHost ? String(text) : nil
    }

    /// `host:port`.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
