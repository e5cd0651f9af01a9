import GRPCCore
import OTLP
import ServiceKit
import ServiceLifecycle
import Synchronization
import Telemetry
import TestSupport
import Testing
import TraceTesting

@Suite struct GRPCServiceHostTests {
    struct Secret: Error, CustomStringConvertible {
        let description = "password hunter2"
    }

    struct Taken: Error, RPCErrorConvertible {
        let rpcErrorCode = RPCError.Code.alreadyExists
        let rpcErrorMessage = "the name is taken"
    }

    struct Thrown: CustomTestStringConvertible {
        let name: String
        let error: any Error
        let code: RPCError.Code
        let message: String
        var testDescription: String { name }
    }

    @Test(
        arguments: [
            Thrown(
                name: "an RPCError passes", error: RPCError(code: .notFound, message: "no such entity"),
                code: .notFound,
                message: "no such entity"),
            Thrown(
                name: "a convertible error passes", error: Taken(), code: .alreadyExists, message: "the name is taken"),
            Thrown(
                name: "cancellation", error: CancellationError(), code: .cancelled, message: "the call was cancelled"),
            Thrown(name: "anything else is ours", error: Secret(), code: .internalError, message: "internal error"),
        ], [true, false])
    func `a caller sees of an error what is meant for it`(_ given: Thrown, inProducer: Bool) async throws {
        let (capture, log) = (SpanCapture(), LogCapture())
        let service = TestService(
            onCall: { if !inProducer { throw given.error } }, onProduce: { if inProducer { throw given.error } })
        try await withBackend(service, tracer: capture.tracer, log: log) { client, _, _ in
            let error = await #expect(throws: RPCError.self) { _ = try await client.call() }
            #expect(error?.code == given.code)
            #expect(error?.message == given.message)
        }
        // The details are for those who run the program.
        if given.code == .internalError {
            #expect(log.lines.contains { $0.hasPrefix("unexpected error") && $0.contains("hunter2") })
            let span = try #require(capture.spans(ofKind: .server).first)
            #expect("\(span.events)".contains("hunter2"))
        }
    }

    @Test func `the address that is bound is logged`() async throws {
        let log = LogCapture()
        try await withBackend(log: log) { _, address, _ in
            #expect(address.port != 0)
            try await eventually("the log line") { log.lines.contains("listening address=\(address)") }
        }
    }

    @Test func `a call that is under way is answered before the server stops`() async throws {
        let (started, finish) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
        let service = TestService(onCall: {
            started.continuation.finish()
            for await _ in finish.stream {}
            try Task.checkCancellation()
        })
        try await withBackend(service) { client, _, servers in
            async let answer = client.call()
            for await _ in started.stream {}
            await servers.triggerGracefulShutdown()
            finish.continuation.finish()
            let bytes = try await answer
            #expect(bytes == [1])
        }
    }

    @Test func `a shutdown before the start is no failure`() async throws {
        let log = LogCapture()
        let host = try GRPCServiceHost(
            address: NetworkAddress(host: "127.0.0.1", port: 0), services: [], tracer: .disabled, logger: log.logger)
        let client = try GRPCServiceClient(address: NetworkAddress(host: "127.0.0.1", port: 1), tracer: .disabled)
        client.client.beginGracefulShutdown()
        try await client.run()
        let group = ServiceGroup(services: [host], logger: log.logger)
        await group.triggerGracefulShutdown()
        try await group.run()
    }

    @Test func `an address in use is told in one sentence`() async throws {
        try await withBackend { _, address, _ in
            let second = try GRPCServiceHost(
                address: address, services: [], tracer: .disabled, logger: LogCapture().logger)
            let error = await #expect(throws: StartupError.self) { try await second.run() }
            #expect(error?.code == .address)
            #expect(error?.description.hasPrefix("cannot serve on \(address): ") == true)
            #expect(error?.description.contains("in use") == true)
        }
    }

    @Test func `a name can't be listened on`() {
        let error = #expect(throws: StartupError.self) {
            try GRPCServiceHost(
                address: NetworkAddress(host: "example.test", port: 0), services: [], tracer: .disabled,
                logger: LogCapture().logger)
        }
        #expect(error?.code == .address)
    }

    @Test func `what fails before listening stops the program`() async throws {
        let host = try GRPCServiceHost(
            address: NetworkAddress(host: "127.0.0.1", port: 0), services: [], tracer: .disabled,
            logger: LogCapture().logger, prepare: { throw Taken() })
        let error = await #expect(throws: StartupError.self) { try await host.run() }
        #expect(error?.code == .dependency)
    }

    @Test(arguments: [true, false])
    func `only an idempotent call is made again`(isIdempotent: Bool) async throws {
        let calls = Mutex(0)
        let capture = SpanCapture()
        let service = TestService(onCall: {
            let count = calls.withLock { count in
                count += 1
                return count
            }
            if count == 1 { throw RPCError(code: .unavailable, message: "not now") }
        })
        try await withBackend(service, tracer: capture.tracer) { client, _, _ in
            if isIdempotent {
                let bytes = try await idempotent { try await client.call() }
                #expect(bytes == [1])
            } else {
                let error = await #expect(throws: RPCError.self) { _ = try await client.call() }
                #expect(error?.code == .unavailable)
            }
        }
        #expect(calls.withLock { $0 } == (isIdempotent ? 2 : 1))
        // Each time is a call of its own in the trace.
        #expect(capture.spans(ofKind: .client).count == (isIdempotent ? 2 : 1))
    }
}
