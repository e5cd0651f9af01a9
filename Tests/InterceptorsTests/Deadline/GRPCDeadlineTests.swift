import GRPCCore
import Interceptors
import Synchronization
import TestSupport
import Testing
import TraceTesting

@Suite struct GRPCDeadlineTests {
    @Test func `the time that is left reaches the next hop`() async throws {
        let seen = Mutex<(handler: Deadline?, producer: Deadline?, header: String?)>((nil, nil, nil))
        let service = EchoService(
            onCall: { metadata in
                let header = metadata[stringValues: "grpc-timeout"].first { _ in true }
                seen.withLock { ($0.handler, $0.header) = (Deadline.current, header) }
            },
            onProduce: { seen.withLock { $0.producer = Deadline.current } })
        let deadline = Deadline(after: .seconds(29))
        try await withEcho(service) { echo in
            try await Deadline.$current.withValue(deadline) { try await echo.call() }
        }
        let (handler, producer, header) = seen.withLock { $0 }
        let received = try #require(handler)
        #expect(producer == received)
        #expect(received < Deadline(deadline.instant + .seconds(5)))
        let text = try #require(header)
        let timeout = try #require(GRPCTimeout.parse(text))
        #expect(timeout <= .seconds(29))
    }

    @Test func `a call whose caller is cancelled at the deadline ends then, on both sides`() async throws {
        let (server, client) = (SpanCapture(), SpanCapture())
        let service = EchoService(onCall: { _ in try await waitUntilCancelled() })
        try await withEcho(service, server: server, client: client) { echo in
            try await eventually("the server sees a call and its deadline pass") {
                await #expect(throws: DeadlineExceeded.self) {
                    try await Deadline.withTimeout(.milliseconds(200)) { try await echo.call() }
                }
                return server.spans.contains { $0.number("rpc.grpc.status_code") == 4 }
            }
        }
        try await eventually("the client's span") { !client.spans.isEmpty }
        #expect(Set(client.spans.map { $0.number("rpc.grpc.status_code") }) == [4])
    }

    @Test func `without a deadline the default timeout is sent`() async throws {
        let remaining = Mutex<Duration?>(nil)
        let service = EchoService(onCall: { _ in remaining.withLock { $0 = Deadline.current?.remaining() } })
        try await withEcho(service) { echo in try await echo.call() }
        let received = try #require(remaining.withLock { $0 })
        #expect(received <= .seconds(60))
    }

    struct Place: CustomTestStringConvertible {
        let inProducer: Bool
        let timeout: String?
        var testDescription: String { "\(inProducer ? "producer" : "handler"), \(timeout ?? "deadline of the client")" }
    }

    @Test(arguments: [
        Place(inProducer: false, timeout: nil), Place(inProducer: true, timeout: nil),
        // Nine characters, as other implementations send them.
        Place(inProducer: false, timeout: "00050000u"), Place(inProducer: true, timeout: "00050000u"),
        Place(inProducer: false, timeout: "50m"), Place(inProducer: true, timeout: "50m"),
    ])
    func `a server that takes too long is cancelled`(_ given: Place) async throws {
        let (server, client) = (SpanCapture(), SpanCapture())
        let cancelled = Mutex(false)
        let hang: @Sendable () async throws -> Void = {
            defer { if Task.isCancelled { cancelled.withLock { $0 = true } } }
            try await waitUntilCancelled()
        }
        let service = EchoService(
            onCall: { _ in if !given.inProducer { try await hang() } },
            onProduce: { if given.inProducer { try await hang() } })
        try await withEcho(
            service, server: server, client: client,
            clientInterceptors: { tracing in
                if let timeout = given.timeout {
                    [tracing, FixedTimeout(value: timeout)]
                } else {
                    [tracing, GRPCClientDeadline()]
                }
            }
        ) { echo in
            let timeout = given.timeout == nil ? Duration.milliseconds(200) : .seconds(600)
            try await eventually("the server sees a call and its deadline pass") {
                // On a busy machine a call may expire before it has reached the server.
                let error = await #expect(throws: RPCError.self) {
                    try await Deadline.$current.withValue(Deadline(after: timeout)) {
                        try await echo.call(EchoService.expand)
                    }
                }
                #expect(error?.code == .deadlineExceeded)
                return cancelled.withLock { $0 }
                    && server.spans.contains { $0.number("rpc.grpc.status_code") == 4 && $0.isError }
            }
        }
        try await eventually("the client's span") { !client.spans.isEmpty }
        #expect(Set(client.spans.map { $0.number("rpc.grpc.status_code") }) == [4])
    }

    @Test func `after the deadline no call is made`() async throws {
        let (server, client) = (SpanCapture(), SpanCapture())
        try await withEcho(server: server, client: client) { echo in
            let error = await #expect(throws: RPCError.self) {
                try await Deadline.$current.withValue(Deadline(after: .zero)) { try await echo.call() }
            }
            #expect(error?.code == .deadlineExceeded)
            try await echo.call()
            try await eventually("the second call's span") { server.spans.count == 1 }
        }
        #expect(client.spans.map { $0.number("rpc.grpc.status_code") } == [4, 0])
    }

    @Test func `the deadline holds while a call waits for a connection`() async throws {
        let client = SpanCapture()
        try await withEchoClient(port: 1, tracer: client.tracer) { echo in
            let error = await #expect(throws: RPCError.self) {
                try await Deadline.$current.withValue(Deadline(after: .milliseconds(50))) {
                    try await echo.call(waitForReady: true)
                }
            }
            #expect(error?.code == .deadlineExceeded)
        }
        try await eventually("the span") { client.spans.count == 1 }
        #expect(client.spans[0].number("rpc.grpc.status_code") == 4)
    }

    @Test func `a call that the client cancels is cancelled on the server`() async throws {
        let (server, started) = (SpanCapture(), Gate())
        let cancelled = Mutex(false)
        let service = EchoService(onCall: { _ in
            started.open()
            defer { cancelled.withLock { $0 = Task.isCancelled } }
            try await waitUntilCancelled()
        })
        try await withEcho(service, server: server) { echo in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await echo.call() }
                try await started.wait()
                group.cancelAll()
            }
            try await eventually("the server's span") { server.spans.count == 1 }
        }
        #expect(cancelled.withLock { $0 })
        #expect(server.spans[0].number("rpc.grpc.status_code") == 1)
        #expect(!server.spans[0].isError)
    }
}

/// Another implementation's way to write a timeout.
private struct FixedTimeout: ClientInterceptor {
    let value: String

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next: (StreamingClientRequest<Input>, ClientContext) async throws -> StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        var request = request
        request.metadata.replaceOrAddString(value, forKey: "grpc-timeout")
        return try await next(request, context)
    }
}
