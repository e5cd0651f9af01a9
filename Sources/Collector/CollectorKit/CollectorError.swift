/// Why the collector cannot run, in one sentence for the person who started it.
public struct CollectorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a ``CollectorError``.
    public struct Code: Hashable, Sendable {
        private enum Value { case address, storage, output }
        private let value: Value

        /// An address cannot be listened on.
        public static let address = Code(value: .address)
        /// The data directory cannot be used.
        public static let storage = Code(value: .storage)
        /// What was asked for cannot be written.
        public static let output = Code(value: .output)
    }

    /// What kind of error this is.
    public var code: Code
    /// What is wrong, and with which value.
    public var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
