public import GRPCCore

/// The deadline passed before there was an answer.
public struct DeadlineExceeded: Error, CustomStringConvertible {
    /// What the work failed with when it was cancelled.
    public var cause: (any Error)?

    /// An exceeded deadline.
    public init(cause: (any Error)? = nil) {
        self.cause = cause
    }

    /// The same sentence for every deadline.
    public var description: String { "the deadline passed before there was an answer" }
}

extension DeadlineExceeded: RPCErrorConvertible {
    /// DEADLINE_EXCEEDED.
    public var rpcErrorCode: RPCError.Code { .deadlineExceeded }
    /// The description.
    public var rpcErrorMessage: String { description }
    /// What the work failed with.
    public var rpcErrorCause: (any Error)? { cause }
}
