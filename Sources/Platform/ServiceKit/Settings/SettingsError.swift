/// A setting that is missing or wrong, told to the person who runs the program.
public struct SettingsError: Error, Sendable, CustomStringConvertible {
    /// What kind of mistake it is.
    public struct Code: Sendable, Hashable {
        private enum Kind { case missing, invalid, file }
        private let kind: Kind
        /// A required setting has no value.
        public static let missing = Code(kind: .missing)
        /// A value can't be read.
        public static let invalid = Code(kind: .invalid)
        /// The settings file can't be read.
        public static let file = Code(kind: .file)
    }

    /// What kind of mistake it is.
    public var code: Code
    /// What is wrong, where, and what to do.
    public var message: String
    /// What failed beneath.
    public var cause: (any Error)?

    /// An error of its parts.
    public init(code: Code, message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message.
    public var description: String { message }
}
