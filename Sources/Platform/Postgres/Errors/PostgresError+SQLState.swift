public import Interceptors

/// Lets spans carry the server's error code.
extension PostgresError: SQLStateError {
    /// The code's name, such as `connectionFailed`.
    public var errorType: String? { code.description }
}
