/// What is wrong with the configuration, or with an export.
public struct TelemetryError: Error, Sendable {
    /// The kind of failure, an open enumeration.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// A variable asks for what this SDK cannot do.
        public static let invalidConfiguration = Code(description: "invalidConfiguration")
        /// Spans were not delivered.
        public static let exportFailed = Code(description: "exportFailed")
    }

    /// The kind of failure.
    public var code: Code
    /// What was wrong, and where.
    public var message: String
    /// The error behind it.
    public var cause: (any Error)?

    /// Makes an error.
    public init(code: Code, message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension TelemetryError: CustomStringConvertible {
    /// The message and its cause.
    public var description: String {
        cause.map { "\(message): \($0)" } ?? message
    }
}
