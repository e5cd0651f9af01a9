import OTLP
import Synchronization
import Testing

@testable import SpanStore

@Suite("Readers beside a writer")
struct ConcurrencyTests {
    private let directory = TemporaryDirectory()

    /// What is known of the spans that were sent: the copies of each, and the first copies that were acknowledged.
    private struct Sent: Sendable {
        var copies: Set<TraceSpan> = []
        var acknowledged = NaiveStore()
        var isDone = false
    }

    /// The same, shared by tasks.
    private final class Shared: Sendable {
        private let sent = Mutex(Sent())

        func withLock<Result: Sendable>(_ body: (inout Sent) -> Result) -> Result { sent.withLock { body(&$0) } }
    }

    @Test("Given heads that are sealed and merged, when tasks read meanwhile, then no answer lacks or alters a span")
    func readers() async throws {
        let options = SpanStore.Options(maximumHeadSpans: 400, maximumFileBytes: 2_500, maximumCacheBytes: 1 << 14)
        let store = try SpanStore(directory: directory.child("store"), options: options)
        let sent = Shared()
        let followed = try await withThrowingTaskGroup(of: [TraceSpan].self) { group in
            group.addTask {
                try await append(to: store, sent)
                return []
            }
            for seed in UInt64(1)...2 {
                group.addTask {
                    try await read(store, sent, seed: seed)
                    return []
                }
            }
            group.addTask { try await follow(store, sent) }
            return try await group.reduce([]) { $0 + $1 }
        }
        let all = sent.withLock { $0 }
        #expect(
            Set(followed.map(NaiveStore.Identity.init)) == Set(all.acknowledged.shown.map(NaiveStore.Identity.init)))
        #expect(all.copies.isSuperset(of: followed))
        await store.close()
        let generations = store.engine.snapshot().segments.map(\.footer.generations)
        #expect(generations.contains { $0.upperBound - $0.lowerBound >= 7 })
    }

    private func append(to store: SpanStore, _ sent: Shared) async throws {
        var generator = ModelGenerator(seed: 77)
        for round in 0..<60 {
            let spans = (0..<generator.number(1...20)).map { _ in generator.span(round: round / 4) }
            sent.withLock { $0.copies.formUnion(spans) }
            let request = ExportTraceServiceRequest(
                resourceSpans: spans.map { span in
                    ResourceSpans(
                        resource: span.resource, scopeSpans: [ScopeSpans(scope: span.scope, spans: [span.span])])
                })
            _ = try await store.append(request.protobuf())
            sent.withLock { $0.acknowledged.append(spans) }
        }
        sent.withLock { $0.isDone = true }
    }

    private func read(_ store: SpanStore, _ sent: Shared, seed: UInt64) async throws {
        var generator = ModelGenerator(seed: seed)
        var isDone = false
        while !isDone {
            isDone = sent.withLock { $0.isDone }
            let before = sent.withLock { $0.acknowledged }
            if let id = before.traceIDs.min(by: { _, _ in generator.chance(2) }), let known = before.trace(id) {
                let found = try #require(try store.trace(id))
                expectKnown(found, sent)
                #expect(Set(found.spans).isSuperset(of: known.spans))
            }
            let search = generator.search(rounds: 30)
            let condition = NaiveCondition(search)
            for trace in try store.search(search).prefix(20) {
                expectKnown(trace, sent)
                #expect(trace.spans.contains { condition.holds(for: $0) }, "\(search)")
            }
            let newest = try store.search(TraceSearch(limit: 3))
            #expect(newest.count >= min(3, before.traceIDs.count))
            await Task.yield()
        }
    }

    /// Every span once, and one that was sent.
    private func expectKnown(_ trace: Trace, _ sent: Shared) {
        #expect(Set(trace.spanIDs).count == trace.spans.count)
        #expect(sent.withLock { $0.copies.isSuperset(of: trace.spans) })
    }

    private func follow(_ store: SpanStore, _ sent: Shared) async throws -> [TraceSpan] {
        var spans: [TraceSpan] = []
        var cursor = ArrivalCursor.start
        while true {
            let isDone = sent.withLock { $0.isDone }
            while store.hasArrivals(after: cursor) {
                let arrivals = try store.arrivals(after: cursor, maximumBytes: 3_000)
                spans += try arrivals.requests.flatMap { try TraceSpan.all(in: $0) }
                cursor = arrivals.next
            }
            if isDone { return spans }
            await Task.yield()
        }
    }
}
