/// Why a query was not understood or could not be answered.
public struct QueryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a ``QueryError``.
    public struct Code: Hashable, Sendable {
        private enum Value { case invalidParameter, notFound, unavailable }
        private let value: Value

        /// A parameter of the query is malformed or contradicts another.
        public static let invalidParameter = Code(value: .invalidParameter)
        /// What was asked for does not exist.
        public static let notFound = Code(value: .notFound)
        /// The place that holds the traces did not answer.
        public static let unavailable = Code(value: .unavailable)
    }

    /// What kind of error this is.
    public var code: Code
    /// What is wrong, for the person who asked.
    public var message: String

    /// An error of the given kind.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
