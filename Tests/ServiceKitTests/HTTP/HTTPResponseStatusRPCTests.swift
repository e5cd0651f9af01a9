import GRPCCore
import HTTPTypes
import ServiceKit
import Testing

struct HTTPResponseStatusRPCTests {
    /// The comments of `google/rpc/code.proto`.
    @Test(arguments: [
        (RPCError.Code.cancelled, 499), (.unknown, 500), (.invalidArgument, 400), (.deadlineExceeded, 504),
        (.notFound, 404), (.alreadyExists, 409), (.permissionDenied, 403), (.resourceExhausted, 429),
        (.failedPrecondition, 400), (.aborted, 409), (.outOfRange, 400), (.unimplemented, 501),
        (.internalError, 500), (.unavailable, 503), (.dataLoss, 500), (.unauthenticated, 401),
    ])
    func `given a code, when it is told over HTTP, then the status is that of the code table`(
        code: RPCError.Code, status: Int
    ) {
        #expect(HTTPResponse.Status(code).code == status)
        #expect(!HTTPResponse.Status(code).reasonPhrase.isEmpty)
    }
}
