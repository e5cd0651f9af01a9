import GRPCCore
import Interceptors
import OTLP
import Synchronization
import Telemetry
import TestSupport
import Testing
import TraceTesting
import Tracing

@Suite struct GRPCTracingTests {
    struct Shape: CustomTestStringConvertible {
        let method: MethodDescriptor
        let given: [String]
        let then: [String]
        var testDescription: String { method.method }
    }

    static let shapes = [
        Shape(method: EchoService.unary, given: ["a"], then: ["a"]),
        Shape(method: EchoService.collect, given: ["a", "b"], then: ["ab"]),
        Shape(method: EchoService.expand, given: ["a"], then: ["a", "a", "a"]),
        Shape(method: EchoService.chat, given: ["a", "b"], then: ["a", "b"]),
    ]

    @Test(arguments: shapes)
    func `a call is a client span with a server span below it`(_ shape: Shape) async throws {
        let capture = SpanCapture()
        let answers = try await withEcho(server: capture, client: capture) { echo in
            try await capture.tracer.withSpan("test") { _ in try await echo.call(shape.method, shape.given) }
        }
        #expect(answers == shape.then)
        try await eventually("three spans") { capture.spans.count == 3 }
        let name = "test.v1.Echo/\(shape.method.method)"
        #expect(capture.tree == "test [internal]\n  \(name) [client]\n    \(name) [server]")

        let client = try #require(capture.spans(ofKind: .client).first)
        let server = try #require(capture.spans(ofKind: .server).first)
        for span in [client, server] {
            #expect(span.text("rpc.system") == "grpc")
            #expect(span.text("rpc.service") == "test.v1.Echo")
            #expect(span.text("rpc.method") == shape.method.method)
            #expect(span.number("rpc.grpc.status_code") == 0)
            #expect(span.text("error.type") == nil)
        }
        #expect(client.text("server.address") == "echo.test")
        #expect(server.text("server.address") == "127.0.0.1")
        #expect(server.number("server.port") == client.number("server.port"))
        #expect(server.text("client.address") == "127.0.0.1")
    }

    @Test(arguments: shapes)
    func `the span is current in the handler and while messages are produced`(_ shape: Shape) async throws {
        let capture = SpanCapture()
        let service = EchoService(
            onCall: { _ in capture.tracer.withSpan("in handler") { _ in } },
            onProduce: { capture.tracer.withSpan("in producer") { _ in } })
        try await withEcho(service, server: capture, client: SpanCapture()) { echo in
            try await echo.call(shape.method, shape.given)
        }
        try await eventually("three spans") { capture.spans.count == 3 }
        let server = try #require(capture.spans(ofKind: .server).first)
        #expect(capture.children(of: server).map(\.name) == ["in handler", "in producer"])
    }

    @Test func `the server span ends after the last message, not with the first`() async throws {
        let (server, client, gate) = (SpanCapture(), SpanCapture(), Gate())
        let service = EchoService(onProduce: { try await gate.wait() })
        try await withEcho(service, server: server, client: client) { echo in
            async let answers = echo.call(EchoService.expand)
            try await eventually("the producer waits") {
                // Both spans are open as long as the gate is shut.
                #expect(server.spans.isEmpty && client.spans.isEmpty)
                gate.open()
                return true
            }
            #expect(try await answers.count == 3)
        }
        try await eventually("both spans") { server.spans.count == 1 && client.spans.count == 1 }
    }

    struct Code: CustomTestStringConvertible {
        let code: RPCError.Code
        let name: String
        var isServerError = false
        var testDescription: String { name }
    }

    @Test(
        arguments: [
            Code(code: .cancelled, name: "CANCELLED"), Code(code: .unknown, name: "UNKNOWN", isServerError: true),
            Code(code: .invalidArgument, name: "INVALID_ARGUMENT"),
            Code(code: .deadlineExceeded, name: "DEADLINE_EXCEEDED", isServerError: true),
            Code(code: .notFound, name: "NOT_FOUND"), Code(code: .alreadyExists, name: "ALREADY_EXISTS"),
            Code(code: .permissionDenied, name: "PERMISSION_DENIED"),
            Code(code: .resourceExhausted, name: "RESOURCE_EXHAUSTED"),
            Code(code: .failedPrecondition, name: "FAILED_PRECONDITION"),
            Code(code: .aborted, name: "ABORTED"), Code(code: .outOfRange, name: "OUT_OF_RANGE"),
            Code(code: .unimplemented, name: "UNIMPLEMENTED", isServerError: true),
            Code(code: .internalError, name: "INTERNAL", isServerError: true),
            Code(code: .unavailable, name: "UNAVAILABLE", isServerError: true),
            Code(code: .dataLoss, name: "DATA_LOSS", isServerError: true),
            Code(code: .unauthenticated, name: "UNAUTHENTICATED"),
        ], [true, false])
    func `every failure is the client's error, some are the server's`(_ given: Code, inProducer: Bool) async throws {
        let (server, client) = (SpanCapture(), SpanCapture())
        let failure = RPCError(code: given.code, message: "as the test wants")
        let service = EchoService(
            onCall: { _ in if !inProducer { throw failure } }, onProduce: { if inProducer { throw failure } })
        try await withEcho(service, server: server, client: client) { echo in
            let error = await #expect(throws: RPCError.self) { try await echo.call() }
            #expect(error?.code == given.code)
        }
        try await eventually("both spans") { server.spans.count == 1 && client.spans.count == 1 }
        for (span, isError) in [(server.spans[0], given.isServerError), (client.spans[0], true)] {
            #expect(span.number("rpc.grpc.status_code") == Int64(given.code.rawValue))
            #expect(span.isError == isError)
            #expect(span.text("error.type") == (isError ? given.name : nil))
        }
    }

    @Test func `an unexpected error is recorded as an exception on the server`() async throws {
        struct Broken: Error {}
        let server = SpanCapture()
        try await withEcho(EchoService(onCall: { _ in throw Broken() }), server: server) { echo in
            await #expect(throws: RPCError.self) { try await echo.call() }
        }
        try await eventually("the span") { server.spans.count == 1 }
        let span = server.spans[0]
        #expect(span.number("rpc.grpc.status_code") == 2)
        #expect(span.events.map(\.name) == ["exception"])
        #expect("\(span.events[0].attributes)".contains("Broken"))
    }

    @Test func `a response that is given up ends both spans as cancelled`() async throws {
        let (server, client) = (SpanCapture(), SpanCapture())
        let service = EchoService(onProduce: { try await waitUntilCancelled() })
        try await withEcho(service, server: server, client: client) { echo in
            #expect(try await echo.callForFirst(EchoService.expand) == "a")
            try await eventually("the server's span") { server.spans.count == 1 }
        }
        try await eventually("the client's span") { client.spans.count == 1 }
        #expect(server.spans[0].number("rpc.grpc.status_code") == 1)
        #expect(client.spans[0].number("rpc.grpc.status_code") == 1)
    }

    @Test func `a call without a connection has a client span`() async throws {
        let client = SpanCapture()
        try await withEchoClient(port: 1, tracer: client.tracer) { echo in
            let error = await #expect(throws: RPCError.self) { try await echo.call() }
            #expect(error?.code == .unavailable)
        }
        let span = try #require(client.spans.first)
        #expect(span.name == "test.v1.Echo/Unary")
        #expect(span.number("rpc.grpc.status_code") == 14)
        #expect(span.isError)
    }
}
