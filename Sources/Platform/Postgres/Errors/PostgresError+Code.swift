extension PostgresError {
    /// The kind of a failure. More kinds may be added, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case invalidConfiguration, connectionFailed, connectionLost, poolExhausted, poolClosed, timeout, cancelled
            case server, encoding, decoding, transactionAborted, connectionMisuse, migration
        }

        private var kind: Kind

        /// The connection URL or another setting makes no sense.
        public static let invalidConfiguration = Code(kind: .invalidConfiguration)
        /// No connection could be made: the server is not there, refuses us, or is too slow to answer.
        public static let connectionFailed = Code(kind: .connectionFailed)
        /// The connection broke while a statement was under way; whether the statement took effect is unknown.
        public static let connectionLost = Code(kind: .connectionLost)
        /// Every connection stayed in use for as long as the caller could wait, or too many callers wait already.
        public static let poolExhausted = Code(kind: .poolExhausted)
        /// The client has been shut down.
        public static let poolClosed = Code(kind: .poolClosed)
        /// The deadline passed; the server was told to stop.
        public static let timeout = Code(kind: .timeout)
        /// The task was cancelled; the server was told to stop.
        public static let cancelled = Code(kind: .cancelled)
        /// The server rejected the statement: see ``PostgresError/sqlState``.
        public static let server = Code(kind: .server)
        /// A parameter can't be sent.
        public static let encoding = Code(kind: .encoding)
        /// A column's value does not fit the Swift type that was asked for.
        public static let decoding = Code(kind: .decoding)
        /// The transaction had failed before, and the server rolled it back when told to commit.
        public static let transactionAborted = Code(kind: .transactionAborted)
        /// A connection was used by two tasks at once, or after it had been given back.
        public static let connectionMisuse = Code(kind: .connectionMisuse)
        /// The migrations and the database disagree.
        public static let migration = Code(kind: .migration)

        /// The kind's name, such as `connectionFailed`.
        public var description: String { kind.rawValue }
    }
}
