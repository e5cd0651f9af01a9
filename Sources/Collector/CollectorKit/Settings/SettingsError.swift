/// Why the collector cannot be configured as told: one sentence that names the place and the value.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a ``SettingsError``.
    public struct Code: Hashable, Sendable {
        private enum Value { case invalidValue, unreadableFile, unknownKey }
        private let value: Value

        /// A value is not what its setting takes.
        public static let invalidValue = Code(value: .invalidValue)
        /// The file cannot be read, or is no YAML.
        public static let unreadableFile = Code(value: .unreadableFile)
        /// The file has a key that means nothing.
        public static let unknownKey = Code(value: .unknownKey)
    }

    /// What kind of error this is.
    public var code: Code
    /// What is wrong, and where.
    public var message: String

    /// An error of the given kind.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
