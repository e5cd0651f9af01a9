import GRPCCore
import HTTPTypes
import NIOCore
import ServiceKit
import SwiftProtobuf
import Testing

struct ProblemTests {
    @Test(arguments: [
        (RPCError.Code.invalidArgument, "INVALID_ARGUMENT"), (.failedPrecondition, "FAILED_PRECONDITION"),
        (.outOfRange, "OUT_OF_RANGE"), (.notFound, "NOT_FOUND"), (.alreadyExists, "ALREADY_EXISTS"),
        (.aborted, "ABORTED"), (.unauthenticated, "UNAUTHENTICATED"), (.permissionDenied, "PERMISSION_DENIED"),
        (.resourceExhausted, "RESOURCE_EXHAUSTED"),
    ])
    func `given a mistake of the caller, when it is told, then in the service's words`(
        code: RPCError.Code, name: String
    ) {
        let problem = Problem(RPCError(code: code, message: "name: must not be empty"))
        #expect(problem.detail == "name: must not be empty")
        #expect(problem.code == name)
    }

    @Test(arguments: [
        (RPCError.Code.unknown, "UNKNOWN"), (.internalError, "INTERNAL"), (.dataLoss, "DATA_LOSS"),
        (.unavailable, "UNAVAILABLE"), (.deadlineExceeded, "DEADLINE_EXCEEDED"), (.cancelled, "CANCELLED"),
        (.unimplemented, "UNIMPLEMENTED"),
    ])
    func `given a fault of the system, when it is told, then nothing internal is said and the cause is kept`(
        code: RPCError.Code, name: String
    ) throws {
        let error = RPCError(code: code, message: "connection to 10.0.0.7:5432 refused for user cairn")
        let problem = Problem(error)
        let detail = try #require(problem.detail)
        #expect(!detail.contains("10.0.0.7") && !detail.contains("cairn"))
        #expect(problem.code == name)
        #expect(problem.cause as? RPCError == error)
    }

    @Test(arguments: [
        ("401 asks for a bearer token", HTTPResponse.Status.unauthorized, HTTPField.Name.wwwAuthenticate, "Bearer"),
        ("429 says when to try again", .tooManyRequests, .retryAfter, "1"),
        ("503 says when to try again", .serviceUnavailable, .retryAfter, "1"),
    ])
    func `given a status that wants a field, when a problem has none, then it gets one`(
        _: String, status: HTTPResponse.Status, name: HTTPField.Name, value: String
    ) {
        #expect(Problem(status).headers[name] == value)
        #expect(Problem(status, headers: [name: "other"]).headers[name] == "other")
        #expect(Problem(.notFound).headers.isEmpty)
    }

    @Test(arguments: [
        ("a while", Duration.seconds(32), "32"), ("a part of a second", .milliseconds(1500), "2"), ("none", .zero, "1"),
    ])
    func `given a limit that holds for a while, when it is told, then the answer says when to come again`(
        _: String, delay: Duration, value: String
    ) {
        let error = RPCError(ResourceExhausted("too many", retryDelay: delay))
        #expect(error.retryDelay == delay)
        let problem = Problem(error)
        #expect(problem.status == .tooManyRequests)
        #expect(problem.detail == "too many")
        #expect(problem.headers[.retryAfter] == value)
    }

    @Test(arguments: ["", "no message of protobuf"])
    func `given details that can't be read, when a limit is told, then it says to come again soon`(details: String) {
        let error = RPCError(
            code: .resourceExhausted, message: "too many",
            metadata: ["grpc-status-details-bin": .binary(Array(details.utf8))])
        #expect(Problem(error).headers[.retryAfter] == "1")
    }

    @Test func `given every part, when the body is written, then it has the members of RFC 9457 and ours`() throws {
        let problem = Problem(.notFound, code: "NOT_FOUND", detail: "no \"stone\"\n\u{1}\\ here")
        let json = problem.details(instance: "/entities/ü", traceID: "4bf92f3577b34da6a3ce929d0e0e4736").json()

        let body = try Google_Protobuf_Struct(jsonString: String(buffer: json))
        #expect(
            body == [
                "type": "about:blank", "title": "Not Found", "status": 404, "code": "NOT_FOUND",
                "detail": "no \"stone\"\n\u{1}\\ here", "instance": "/entities/ü",
                "traceId": "4bf92f3577b34da6a3ce929d0e0e4736",
            ])
    }

    @Test func `given only a status, when the body is written, then the other members are left out`() {
        let json = String(buffer: ProblemDetails(status: .conflict).json())
        #expect(json == #"{"type":"about:blank","title":"Conflict","status":409}"#)
    }
}
