import GRPCCore

extension Status.Code {
    /// The code with which gRPC answers a thrown error.
    init(_ error: any Error) {
        switch error {
        case let error as RPCError: self.init(error.code)
        case let error as any RPCErrorConvertible: self.init(error.rpcErrorCode)
        case is CancellationError: self = .cancelled
        default: self = .unknown
        }
    }

    /// The code's name in gRPC's documents, as the conventions use it for `error.type`.
    var wireName: String {
        Self.wireNames[rawValue]
    }

    private static let wireNames = [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
        "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ]
}
