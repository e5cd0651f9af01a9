/// A line of a settings file that can't be read.
public struct EnvironmentFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with the line.
    public struct Code: Sendable, Hashable {
        private enum Kind { case name, value }
        private let kind: Kind
        /// It has no name, or one that no variable can have.
        public static let name = Code(kind: .name)
        /// The quotes or escapes of its value are wrong.
        public static let value = Code(kind: .value)
    }

    /// What is wrong with the line.
    public var code: Code
    /// File, line and what is expected there; never what stands there, which may be a secret.
    public var message: String

    /// The message.
    public var description: String { message }
}
