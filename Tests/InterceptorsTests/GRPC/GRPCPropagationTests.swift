import GRPCCore
import Interceptors
import OTLP
import Synchronization
import Telemetry
import TestSupport
import Testing
import TraceTesting
import Tracing

@Suite struct GRPCPropagationTests {
    static let traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
    static let parent = "00-\(traceID)-00f067aa0ba902b7-01"

    /// What the handler saw.
    final class Seen: Sendable {
        let metadata = Mutex<Metadata>([:])
        let spanContext = Mutex<SpanContext?>(nil)
        let baggage = Mutex(Baggage())

        var service: EchoService {
            EchoService(onCall: { metadata in
                self.metadata.withLock { $0 = metadata }
                self.spanContext.withLock { $0 = ServiceContext.current?.spanContext }
                self.baggage.withLock { $0 = ServiceContext.current?.baggage ?? Baggage() }
            })
        }

        func values(of key: String) -> [String] {
            metadata.withLock { Array($0[stringValues: key]) }
        }
    }

    @Test func `injection replaces what the metadata carries`() async throws {
        let (seen, client) = (Seen(), SpanCapture())
        try await withEcho(seen.service, client: client) { echo in
            var metadata: Metadata = ["traceparent": .string(Self.parent), "x-other": "stays"]
            metadata.addString("00-00000000000000000000000000000001-0000000000000001-01", forKey: "traceparent")
            metadata.addString("stale=1", forKey: "tracestate")
            metadata.addString("stale=1", forKey: "baggage")
            try await echo.call(metadata: metadata)
        }
        let span = try #require(client.spans.first)
        #expect(seen.values(of: "traceparent") == ["00-\(span.traceID)-\(span.spanID)-01"])
        #expect(seen.values(of: "tracestate").isEmpty)
        #expect(seen.values(of: "baggage").isEmpty)
        #expect(seen.values(of: "x-other") == ["stays"])
    }

    struct Incoming: CustomTestStringConvertible {
        let name: String
        let traceparents: [String]
        let isContinued: Bool
        var testDescription: String { name }
    }

    @Test(arguments: [
        Incoming(name: "none", traceparents: [], isContinued: false),
        Incoming(name: "one", traceparents: [parent], isContinued: true),
        Incoming(name: "repeated", traceparents: [parent, parent], isContinued: false),
        Incoming(name: "malformed", traceparents: ["00-\(traceID)-01"], isContinued: false),
    ])
    func `a valid traceparent is continued`(_ given: Incoming) async throws {
        let server = SpanCapture()
        try await withEcho(server: server, clientInterceptors: { _ in [] }) { echo in
            var metadata: Metadata = [:]
            for value in given.traceparents { metadata.addString(value, forKey: "traceparent") }
            try await echo.call(metadata: metadata)
        }
        try await eventually("the span") { server.spans.count == 1 }
        let span = server.spans[0]
        #expect((span.traceID.description == Self.traceID) == given.isContinued)
        #expect(span.parentSpanID?.description == (given.isContinued ? "00f067aa0ba902b7" : nil))
    }

    @Test func `tracestate and baggage reach the handler of the next hop`() async throws {
        let (seen, client) = (Seen(), SpanCapture())
        var context = ServiceContext.topLevel
        let headers: Metadata = [
            "traceparent": .string(Self.parent), "tracestate": "vendor=value,other=1",
            "baggage": "user=alice,plan=free",
        ]
        client.tracer.extract(headers, into: &context, using: HeaderExtractor())
        try await withEcho(seen.service, client: client) { [context] echo in
            try await ServiceContext.$current.withValue(context) { try await echo.call() }
        }
        #expect(seen.spanContext.withLock { $0?.traceID.description } == Self.traceID)
        #expect(seen.spanContext.withLock { $0?.traceState.description } == "vendor=value,other=1")
        #expect(seen.values(of: "baggage").joined(separator: ",").contains("user=alice"))
        #expect(seen.baggage.withLock { $0 } == context.baggage)
    }

    @Test func `an unsampled trace makes no spans, but its identifiers flow`() async throws {
        let seen = Seen()
        let sampler = ParentBasedSampler(root: AlwaysOffSampler())
        let (server, client) = (SpanCapture(sampler: sampler), SpanCapture(sampler: sampler))
        let traceID = try await withEcho(seen.service, server: server, client: client) { echo in
            let span = client.tracer.startSpan("root", kind: .internal)
            try await ServiceContext.$current.withValue(span.context) { try await echo.call() }
            span.end()
            return span.spanContext.traceID
        }
        #expect(seen.spanContext.withLock { $0?.traceID } == traceID)
        #expect(seen.values(of: "traceparent").first?.hasSuffix("-00") == true)
        #expect(server.spans.isEmpty && client.spans.isEmpty)
    }

    @Test func `concurrent calls make trees that share nothing`() async throws {
        let capture = SpanCapture()
        let service = EchoService(
            onCall: { _ in
                await capture.tracer.withSpan("in handler") { _ in await Task.yield() }
            },
            onProduce: { capture.tracer.withSpan("in producer") { _ in } })
        try await withEcho(service, server: capture, client: capture) { echo in
            try await withThrowingDiscardingTaskGroup { group in
                for number in 0..<300 {
                    group.addTask {
                        try await capture.tracer.withSpan("root") { _ in
                            let answers = try await echo.call(EchoService.unary, ["\(number)"])
                            #expect(answers == ["\(number)"])
                        }
                    }
                }
            }
        }
        try await eventually("all spans") { capture.spans.count == 300 * 5 }
        let traces = Dictionary(grouping: capture.spans, by: \.traceID)
        #expect(traces.count == 300)
        for spans in traces.values {
            let ids = Dictionary(uniqueKeysWithValues: spans.map { ($0.spanID, $0) })
            let parents = spans.map { span in
                "\(span.name) < \(span.parentSpanID.flatMap { ids[$0]?.kind.description } ?? "-")"
            }
            #expect(
                parents.sorted() == [
                    "in handler < server", "in producer < server", "root < -", "test.v1.Echo/Unary < client",
                    "test.v1.Echo/Unary < internal",
                ])
        }
    }
}

private struct HeaderExtractor: Extractor {
    func extract(key: String, from carrier: Metadata) -> String? {
        carrier[stringValues: key].first { _ in true }
    }
}
