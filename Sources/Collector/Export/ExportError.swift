/// Why an exporter cannot work.
public struct ExportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of an ``ExportError``.
    public struct Code: Hashable, Sendable {
        private enum Value { case configuration, cursor }
        private let value: Value

        /// A setting makes no sense.
        public static let configuration = Code(value: .configuration)
        /// The place up to which was exported cannot be read or kept.
        public static let cursor = Code(value: .cursor)
    }

    /// What kind of error this is.
    public var code: Code
    /// What is wrong, and with what.
    public var message: String

    /// An error of the given kind.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
