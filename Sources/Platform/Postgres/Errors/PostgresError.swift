/// What a call of ``PostgresClient`` throws.
///
/// `description` is safe to log anywhere: it holds no value of a statement, no row and no password. What the server
/// said word for word, which may quote values, is part of `String(reflecting:)` only.
public struct PostgresError: Error, Sendable {
    /// The kind of the failure.
    public var code: Code

    /// What went wrong and what to do about it, without values.
    public var message: String

    /// What the server reported, when the failure is the server's.
    public var server: ServerReport?

    /// The error that led to this one.
    public var cause: (any Error)?

    /// Whether the statement that failed certainly never left this process, so that it may be sent again.
    var isUnsent = false

    /// Creates an error.
    public init(_ code: Code, _ message: String, server: ServerReport? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.server = server
        self.cause = cause
    }

    /// The five characters of the server's error code, such as `23505`.
    /// See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    public var sqlState: String? { server?.sqlState }

    /// The constraint that the statement violated.
    public var constraint: String? { server?.constraint }

    /// Whether a row with the same key exists (SQLSTATE 23505).
    /// - Parameter constraint: counts only this constraint or unique index; any when nil.
    public func isUniqueViolation(constraint: String? = nil) -> Bool {
        violates("23505", constraint)
    }

    /// Whether a referenced row is missing, or a row is still referenced (SQLSTATE 23503).
    /// - Parameter constraint: counts only this constraint; any when nil.
    public func isForeignKeyViolation(constraint: String? = nil) -> Bool {
        violates("23503", constraint)
    }

    /// Whether the transaction lost against another one and may succeed when it is run again
    /// (SQLSTATE 40001, serialization failure, or 40P01, deadlock).
    public var isSerializationFailure: Bool { sqlState == "40001" || sqlState == "40P01" }

    private func violates(_ sqlState: String, _ name: String?) -> Bool {
        self.sqlState == sqlState && (name == nil || name == constraint)
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without values.
    public var description: String { "\(code): \(message)" }

    /// Everything, the server's words included.
    public var debugDescription: String {
        var text = "PostgresError(\(code): \(message)"
        if let server { text += "; server: \(String(reflecting: server))" }
        if let cause { text += "; cause: \(String(reflecting: cause))" }
        return text + ")"
    }
}
