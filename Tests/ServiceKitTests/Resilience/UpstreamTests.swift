import GRPCCore
import OTLP
import Synchronization
import Telemetry
import TestSupport
import Testing
import TraceTesting
import Tracing

@testable import ServiceKit

/// What a client does about a service that fails, over real connections.
struct UpstreamTests {
    /// A service that fails while it is told to, and counts its calls.
    private final class Moody: Sendable {
        let calls = Mutex(0)
        let isFailing = Mutex(true)
        let code: RPCError.Code

        init(_ code: RPCError.Code = .unavailable) { self.code = code }

        var count: Int { calls.withLock { $0 } }

        var service: TestService {
            TestService(onCall: {
                self.calls.withLock { $0 += 1 }
                if self.isFailing.withLock({ $0 }) { throw RPCError(code: self.code, message: "not now") }
            })
        }
    }

    private static func withClient(
        _ service: TestService, circuit: CircuitBreaker.Limits = .init(), tracer: TelemetryTracer = .disabled,
        log: LogCapture = LogCapture(), _ body: @Sendable (GRPCServiceClient) async throws -> Void
    ) async throws {
        try await withBackend(service) { _, address, _ in
            let gate = UpstreamGate(upstream: "moody", limits: circuit, tracer: tracer, logger: log.logger)
            let client = try GRPCServiceClient(
                addresses: [address], timeout: .seconds(60), tracer: tracer, gate: gate)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                try await body(client)
                client.client.beginGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }

    private static func fail(_ client: GRPCServiceClient) async -> RPCError? {
        do {
            _ = try await client.call()
            return nil
        } catch {
            return error as? RPCError
        }
    }

    private static let quick = CircuitBreaker.Limits(
        slots: 60, minimumCalls: 5, openTime: .milliseconds(200), probeInterval: .milliseconds(10), probes: 2)

    @Test func `given a service that fails, when the circuit opens, then calls are refused without a word to it`()
        async throws
    {
        let (moody, capture, log) = (Moody(), SpanCapture(), LogCapture())
        var limits = Self.quick
        limits.openTime = .seconds(3600)
        try await Self.withClient(moody.service, circuit: limits, tracer: capture.tracer, log: log) { client in
            try await capture.tracer.withSpan("request", ofKind: .server) { _ in
                for _ in 0..<5 { #expect(await Self.fail(client)?.cause == nil) }
                let refusal = try #require(await Self.fail(client))
                #expect(refusal.code == .unavailable)
                #expect(refusal.cause is CircuitOpen)
            }
        }
        #expect(moody.count == 5)
        #expect(log.lines.contains("circuit state=open upstream=moody"))
        let refused = try #require(capture.spans(ofKind: .client).last)
        #expect("\(refused.events)".contains("the circuit of moody is open"))
        let request = try #require(capture.spans(ofKind: .server).first)
        #expect(request.events.map(\.name) == ["circuit.opened"])
    }

    @Test func `given an open circuit, when the service works again, then it closes after some probes`() async throws {
        let (moody, log) = (Moody(), LogCapture())
        try await Self.withClient(moody.service, circuit: Self.quick, log: log) { client in
            for _ in 0..<5 { _ = await Self.fail(client) }
            moody.isFailing.withLock { $0 = false }
            try await eventually("a closed circuit") {
                _ = await Self.fail(client)
                return log.lines.contains("circuit state=closed upstream=moody")
            }
            for _ in 0..<20 { #expect(await Self.fail(client) == nil) }
        }
        #expect(
            log.lines.filter { $0.hasPrefix("circuit") } == [
                "circuit state=open upstream=moody", "circuit state=half-open upstream=moody",
                "circuit state=closed upstream=moody",
            ])
    }

    @Test(arguments: [RPCError.Code.internalError, .notFound, .unauthenticated, .resourceExhausted, .cancelled])
    func `given answers that a working service gives, when there are many, then the circuit stays closed`(
        code: RPCError.Code
    ) async throws {
        let moody = Moody(code)
        try await Self.withClient(moody.service, circuit: Self.quick) { client in
            for _ in 0..<20 { #expect(await Self.fail(client)?.code == code) }
        }
        #expect(moody.count == 20)
    }

    @Test(arguments: [
        (GRPCCore.Status.Code.ok, Duration.seconds(9), CircuitBreaker.Outcome.success), (.unavailable, .zero, .failure),
        (.deadlineExceeded, .seconds(1), .failure), (.deadlineExceeded, .milliseconds(999), .unknown),
        (.cancelled, .seconds(9), .unknown), (.internalError, .zero, .success), (.unauthenticated, .zero, .success),
    ])
    func `given the end of a call, when it is judged, then only what tells of the service counts`(
        code: GRPCCore.Status.Code, duration: Duration, outcome: CircuitBreaker.Outcome
    ) {
        #expect(UpstreamGate.outcome(of: code, after: duration) == outcome)
    }

    @Test func `given nobody who listens, when calls find no connection, then the circuit opens, too`() async throws {
        let gate = UpstreamGate(upstream: "nobody", limits: Self.quick, tracer: .disabled, logger: nil)
        let client = try GRPCServiceClient(
            addresses: [NetworkAddress(host: "127.0.0.1", port: 1)], timeout: .seconds(60), tracer: .disabled,
            gate: gate)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            for _ in 0..<5 {
                let error = await Self.fail(client)
                #expect(error?.code == .unavailable)
                #expect(!(error?.cause is CircuitOpen))
            }
            #expect(await Self.fail(client)?.cause is CircuitOpen)
            client.client.beginGracefulShutdown()
            try await group.waitForAll()
        }
    }

    @Test func `given a service that fails, when many callers retry, then retries stay within the budget`() async throws
    {
        let moody = Moody()
        let failures = Mutex<[RPCError]>([])
        try await Self.withClient(moody.service, circuit: .init(minimumCalls: .max)) { client in
            for _ in 0..<100 {
                do {
                    _ = try await idempotent(
                        policy: RetryPolicy(initialBackoff: .microseconds(1), maximumBackoff: .microseconds(1))
                    ) { try await client.call() }
                } catch let error as RPCError {
                    failures.withLock { $0.append(error) }
                }
            }
        }
        // A tenth of a hundred, and the reserve of ten; without a budget it would be 300 calls.
        #expect((115...120).contains(moody.count))
        #expect(failures.withLock { $0.allSatisfy { $0.message == "not now" } && $0.count == 100 })
    }
}
