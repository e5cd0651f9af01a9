/// A program could not start or had to stop, told in one sentence to the person who runs it.
public struct StartupError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public struct Code: Sendable, Hashable {
        private enum Kind { case address, dependency, failure }
        private let kind: Kind
        /// The address can't be listened on.
        public static let address = Code(kind: .address)
        /// Something that the program needs is not there, for example its database.
        public static let dependency = Code(kind: .dependency)
        /// A part of the running program failed.
        public static let failure = Code(kind: .failure)
    }

    /// What kind of failure it is.
    public var code: Code
    /// What is wrong and what to do.
    public var message: String
    /// What failed beneath.
    public var cause: (any Error)?

    /// An error of its parts.
    public init(code: Code, message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message and the cause.
    public var description: String {
        cause.map { "\(message): \($0)" } ?? message
    }
}
