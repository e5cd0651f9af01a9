extension PostgresError {
    /// The fields of the server's error response
    /// (<https://www.postgresql.org/docs/current/protocol-error-fields.html>).
    /// Its `description` holds no text that may quote a value.
    public struct ServerReport: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
        /// The five characters of the error code.
        public var sqlState: String
        /// `ERROR`, `FATAL` or `PANIC`, not translated.
        public var severity: String
        /// The server's words. They may quote values.
        public var message: String
        /// More of the server's words. They often quote values.
        public var detail: String?
        /// What the server suggests.
        public var hint: String?
        /// The schema of the object concerned.
        public var schema: String?
        /// The table concerned.
        public var table: String?
        /// The column concerned.
        public var column: String?
        /// The constraint that was violated.
        public var constraint: String?
        /// The character of the statement where the error is, counted from 1.
        public var position: Int?
        /// The function of the server that reported the error.
        var routine: String?

        /// Without values.
        public var description: String {
            var text = "\(severity) \(sqlState)"
            if let table { text += ", table \(table)" }
            if let column { text += ", column \(column)" }
            if let constraint { text += ", constraint \(constraint)" }
            if let position { text += ", at character \(position)" }
            return text
        }

        /// Everything, the server's words included.
        public var debugDescription: String {
            var text = "\(description): \(message)"
            if let detail { text += "; detail: \(detail)" }
            if let hint { text += "; hint: \(hint)" }
            return text
        }
    }
}
