public import GRPCCore
import HTTPTypes

extension Problem {
    /// The problem that a failed call stands for.
    ///
    /// What a service says about the caller's own mistake is passed on. All else may speak of the inside of the system
    /// (addresses, queries, methods) and is replaced by neutral words; the error itself is kept as ``cause``.
    public init(_ error: RPCError) {
        let detail =
            switch error.code {
            case .invalidArgument, .failedPrecondition, .outOfRange, .notFound, .alreadyExists, .aborted,
                .unauthenticated, .permissionDenied, .resourceExhausted:
                error.message.isEmpty ? nil : error.message
            case .unavailable: "A service that is needed for this is not available now. Try again later."
            case .deadlineExceeded: "There was no answer in time."
            case .cancelled: "The request was cancelled."
            case .unimplemented: "This is not implemented."
            default: "The server could not do this because of an error of its own."
            }
        var headers: HTTPFields = [:]
        if error.code == .resourceExhausted, let delay = error.retryDelay {
            headers[.retryAfter] = "\(max(1, delay.roundedUpSeconds))"
        }
        self.init(
            HTTPResponse.Status(error.code), code: error.code.protobufName, detail: detail, headers: headers,
            cause: error)
    }
}

extension RPCError.Code {
    /// The name of this code in `google/rpc/code.proto`, for example `NOT_FOUND`.
    var protobufName: String {
        switch self {
        case .cancelled: "CANCELLED"
        case .invalidArgument: "INVALID_ARGUMENT"
        case .deadlineExceeded: "DEADLINE_EXCEEDED"
        case .notFound: "NOT_FOUND"
        case .alreadyExists: "ALREADY_EXISTS"
        case .permissionDenied: "PERMISSION_DENIED"
        case .resourceExhausted: "RESOURCE_EXHAUSTED"
        case .failedPrecondition: "FAILED_PRECONDITION"
        case .aborted: "ABORTED"
        case .outOfRange: "OUT_OF_RANGE"
        case .unimplemented: "UNIMPLEMENTED"
        case .internalError: "INTERNAL"
        case .unavailable: "UNAVAILABLE"
        case .dataLoss: "DATA_LOSS"
        case .unauthenticated: "UNAUTHENTICATED"
        default: "UNKNOWN"
        }
    }
}
