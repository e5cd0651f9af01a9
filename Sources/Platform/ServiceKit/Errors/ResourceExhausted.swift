public import GRPCCore
import GRPCProtobuf

/// A limit that holds for a while. Thrown by an endpoint, the caller gets `RESOURCE_EXHAUSTED` with `google.rpc.RetryInfo`,
/// and over HTTP 429 with `Retry-After`.
public struct ResourceExhausted: Error, Sendable, Hashable, CustomStringConvertible {
    /// What there was too much of, and what to do.
    public var message: String

    /// After what time it is worth another try.
    public var retryDelay: Duration

    /// An error of its parts.
    public init(_ message: String, retryDelay: Duration) {
        self.message = message
        self.retryDelay = retryDelay
    }

    /// The message.
    public var description: String { message }
}

extension ResourceExhausted: RPCErrorConvertible {
    /// `RESOURCE_EXHAUSTED`
    public var rpcErrorCode: RPCError.Code { .resourceExhausted }

    /// The message.
    public var rpcErrorMessage: String { message }

    /// The details that say when to try again.
    public var rpcErrorMetadata: Metadata {
        GoogleRPCStatus(code: rpcErrorCode, message: message, details: [.retryInfo(delay: retryDelay)])
            .rpcErrorMetadata
    }
}

extension RPCError {
    /// After what time it is worth another try, if the service has told.
    public var retryDelay: Duration? {
        guard let status = try? unpackGoogleRPCStatus() else { return nil }
        return status.details.lazy.compactMap(\.retryInfo?.delay).first
    }
}
