/// Why a part of the local stack could not be run.
public struct LocalStackError: Error, CustomStringConvertible {
    /// The kind of failure; more kinds may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the kind.
        public let description: String

        /// A program that is needed is not installed.
        public static let programNotFound = Code(description: "programNotFound")
        /// A process could not be started.
        public static let spawnFailed = Code(description: "spawnFailed")
        /// A process ended, or said nothing in time, before it was ready.
        public static let notReady = Code(description: "notReady")
        /// A command ran and failed.
        public static let commandFailed = Code(description: "commandFailed")
        /// A setting makes no sense.
        public static let invalidSetting = Code(description: "invalidSetting")
        /// A port that is needed is held by another process.
        public static let portBusy = Code(description: "portBusy")
    }

    /// The kind of failure.
    public var code: Code
    /// What went wrong, where, and what to do, for the person at the terminal.
    public var message: String
    /// The error that led to this one.
    public var cause: (any Error)?

    /// Creates an error.
    public init(code: Code, message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message, and the cause when there is one.
    public var description: String {
        guard let cause else { return message }
        return "\(message) (\(cause))"
    }
}
