/// Why the store could not do what it was asked.
public struct SpanStoreError: Error, Sendable {
    /// The kind of failure, an open enumeration.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// The request is no valid ExportTraceServiceRequest; the cause is an `OTLPError`.
        public static let invalidRequest = Code(description: "invalidRequest")
        /// Too many bytes wait to be written; try again later.
        public static let overloaded = Code(description: "overloaded")
        /// No space is left for the logs.
        public static let storageFull = Code(description: "storageFull")
        /// The storage failed.
        public static let io = Code(description: "io")
        /// What was stored has changed on the disk; the message names the file and the place.
        public static let damaged = Code(description: "damaged")
        /// A later version of the store has written the file.
        public static let newerVersion = Code(description: "newerVersion")
        /// The query would read more than its budget allows.
        public static let budgetExceeded = Code(description: "budgetExceeded")
        /// The query was cancelled.
        public static let cancelled = Code(description: "cancelled")
        /// Another process writes to the directory.
        public static let locked = Code(description: "locked")
        /// The store was opened for reading only.
        public static let readOnly = Code(description: "readOnly")
        /// The store has been closed.
        public static let closed = Code(description: "closed")
    }

    /// The kind of failure.
    public var code: Code
    /// What was wrong and where, in a sentence without a full stop.
    public var message: String
    /// What led to it.
    public var cause: (any Error)?

    /// Makes an error.
    public init(code: Code, message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension SpanStoreError: CustomStringConvertible {
    /// The message and its cause.
    public var description: String {
        cause.map { "\(message): \($0)" } ?? message
    }
}
