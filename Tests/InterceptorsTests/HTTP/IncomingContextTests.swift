import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interceptors
import OTLP
import ServiceContextModule
import Synchronization
import Telemetry
import TestSupport
import Testing
import TraceTesting

/// What becomes of the trace and the baggage that a stranger sends.
struct IncomingContextTests {
    private static let traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let headers: HTTPFields = [
        HTTPField.Name("traceparent")!: "00-\(traceID)-00f067aa0ba902b7-01", HTTPField.Name("baggage")!: "tenant=blue",
        HTTPField.Name("X-Forwarded-For")!: "192.0.2.1",
    ]

    /// Sends a request, and gives its span and the baggage that the handler saw.
    private static func trace(
        _ incoming: IncomingContext, headers: HTTPFields = headers, capture: SpanCapture = SpanCapture()
    ) async throws -> (span: Span, baggage: String) {
        let baggage = Mutex("")
        let router = Router()
        router.add(
            middleware: HTTPServerTracing(
                tracer: capture.tracer, incoming: { _, _ in incoming }, clientAddress: { _, _ in "198.51.100.7" }))
        router.get("/") { _, _ in
            baggage.withLock { $0 = ServiceContext.current?.baggage["tenant"] ?? "" }
            return HTTPResponse.Status.ok
        }
        try await Application(router: router).test(.router) { client in
            _ = try await client.execute(uri: "/", method: .get, headers: headers)
        }
        let span = try await eventually("the end of the span") { capture.spans.first }
        return (span, baggage.withLock { $0 })
    }

    @Test(arguments: [
        (IncomingContext.trusted, true, false, "blue"), (.untrusted, false, true, ""),
        (IncomingContext(trace: .ignore, baggage: .ignore), false, false, ""),
        (IncomingContext(trace: .link, baggage: .continue), false, true, "blue"),
        (IncomingContext(trace: .continue, baggage: .ignore), true, false, ""),
        (IncomingContext(trace: .ignore, baggage: .continue), false, false, "blue"),
    ])
    func `given a trace and baggage from outside, when a request is traced, then they count as far as they are trusted`(
        incoming: IncomingContext, isContinued: Bool, isLinked: Bool, baggage: String
    ) async throws {
        let traced = try await Self.trace(incoming)
        #expect((traced.span.traceID.description == Self.traceID) == isContinued)
        #expect((traced.span.parentSpanID != nil) == isContinued)
        #expect(traced.span.links.map(\.traceID.description) == (isLinked ? [Self.traceID] : []))
        #expect(traced.baggage == baggage)
    }

    @Test func `given a trace that is not sampled, when it is only linked, then the request decides for itself`()
        async throws
    {
        var headers = Self.headers
        headers[HTTPField.Name("traceparent")!] = "00-\(Self.traceID)-00f067aa0ba902b7-00"
        let traced = try await Self.trace(.untrusted, headers: headers)
        #expect(traced.span.links.count == 1)
    }

    @Test func `given no trace from outside, when it would be linked, then there is no link`() async throws {
        #expect(try await Self.trace(.untrusted, headers: [:]).span.links.isEmpty)
    }

    @Test func `given a client address, when a request is traced, then its span has it and not what the client says`()
        async throws
    {
        let span = try await Self.trace(.untrusted).span
        #expect(span.text("client.address") == "198.51.100.7")
    }
}
