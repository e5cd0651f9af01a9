public import GRPCCore

/// A field of a request that can't be accepted. Thrown by an endpoint, the caller gets `INVALID_ARGUMENT`, "field: reason".
public struct InvalidArgument: Error, Sendable, Hashable, CustomStringConvertible {
    /// The field's name as the `.proto` file has it, for example `page_size`.
    public var field: String

    /// What is wrong with it, without the value: it may be a secret.
    public var reason: String

    /// An error of its parts: `InvalidArgument(field: "name", "must not be empty")`.
    public init(field: String, _ reason: String) {
        self.field = field
        self.reason = reason
    }

    /// `name: must not be empty`
    public var description: String { "\(field): \(reason)" }
}

extension InvalidArgument: RPCErrorConvertible {
    /// `INVALID_ARGUMENT`
    public var rpcErrorCode: RPCError.Code { .invalidArgument }

    /// The description.
    public var rpcErrorMessage: String { description }
}
