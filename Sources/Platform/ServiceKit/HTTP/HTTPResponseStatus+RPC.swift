public import GRPCCore
public import HTTPTypes

extension HTTPResponse.Status {
    /// The status that stands for a gRPC code, as the comments of `google/rpc/code.proto` define it.
    ///
    /// A code that this version does not know is a server error.
    public init(_ code: RPCError.Code) {
        self =
            switch code {
            case .invalidArgument, .failedPrecondition, .outOfRange: .badRequest
            case .unauthenticated: .unauthorized
            case .permissionDenied: .forbidden
            case .notFound: .notFound
            case .alreadyExists, .aborted: .conflict
            case .resourceExhausted: .tooManyRequests
            case .cancelled: .clientClosedRequest
            case .unimplemented: .notImplemented
            case .unavailable: .serviceUnavailable
            case .deadlineExceeded: .gatewayTimeout
            default: .internalServerError
            }
    }

    /// 499: the client went away before there was an answer. Not registered, but what the code table names for CANCELLED.
    public static var clientClosedRequest: HTTPResponse.Status {
        HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request")
    }
}
