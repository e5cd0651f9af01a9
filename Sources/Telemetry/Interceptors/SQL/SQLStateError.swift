/// A database error that knows the server's code for it.
public protocol SQLStateError: Error {
    /// The five characters of SQLSTATE, nil when the error is not the server's, for example a lost connection.
    var sqlState: String? { get }

    /// `error.type` of an error without SQLSTATE: a name out of a few. The type's own name when nil.
    var errorType: String? { get }
}

extension SQLStateError {
    /// The type's own name says enough.
    public var errorType: String? { nil }
}
