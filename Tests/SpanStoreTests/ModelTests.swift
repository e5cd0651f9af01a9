import OTLP
import Synchronization
import TestSupport
import Testing

@testable import SpanStore

@Suite("Against a naive model")
struct ModelTests {
    private let directory = TemporaryDirectory()
    /// So small that heads are sealed and segments merged all the time.
    private static let options = SpanStore.Options(
        maximumHeadSpans: 400, maximumFileBytes: 3_000, retentionAge: .seconds(1_000), maximumCacheBytes: 1 << 14)

    @Test(
        "Given random spans with duplicates, restarts, merges and retention, then every answer is the model's",
        arguments: UInt64(1)...4)
    func model(_ seed: UInt64) async throws {
        var generator = ModelGenerator(seed: seed)
        let clock = ManualClock()
        let path = directory.child("store-\(seed)")
        func open() throws -> SpanStore {
            try SpanStore(directory: path, mode: .readWrite, options: Self.options) { clock.time }
        }
        var store = try open()
        var model = NaiveStore()
        var appended: [TraceSpan] = []
        /// When the first copy of each span arrived.
        var arrival: [NaiveStore.Identity: UInt64] = [:]
        let rounds = 24
        var expired = 0
        var widest: UInt64 = 0
        for round in 0..<rounds {
            for _ in 0..<generator.number(1...4) {
                var spans = (0..<generator.number(10...25)).map { _ in generator.span(round: round) }
                // Some come again as they were.
                if !appended.isEmpty, generator.chance(2) { spans.append(generator.pick(appended)) }
                let request = ExportTraceServiceRequest(
                    resourceSpans: spans.map { span in
                        ResourceSpans(
                            resource: span.resource, scopeSpans: [ScopeSpans(scope: span.scope, spans: [span.span])])
                    })
                let result = try await store.append(request.protobuf())
                #expect(result.acceptedSpans == spans.count)
                model.append(spans)
                appended += spans
                for span in spans where arrival[.init(span)] == nil { arrival[.init(span)] = clock.time }
            }
            if generator.chance(4) {
                await store.close()
                store = try open()
            }
            if round % 4 == 3 {
                clock.advance(seconds: UInt64(generator.number(100...600)))
                // Closing waits for the maintenance.
                await store.close()
                store = try open()
                await store.close()
                store = try open()
                let left = NaiveStore(try Self.arrivals(of: store, maximumBytes: 5_000))
                try expectRetention(left, appended, arrival, clock.time)
                // An exporter that stands somewhere keeps what follows from being merged; a new store knows of none.
                await store.close()
                store = try open()
                expired += model.shown.count - left.shown.count
                model = left
                let shown = Set(left.shown.map(NaiveStore.Identity.init))
                for identity in arrival.keys where !shown.contains(identity) { arrival[identity] = nil }
            }
            let segments = store.engine.snapshot().segments.map(\.footer.generations)
            widest = max(widest, segments.map { $0.upperBound - $0.lowerBound }.max() ?? 0)
            try expectSame(store, model, &generator, searches: 6, rounds: rounds, "seed \(seed), round \(round)")
        }
        try expectSame(store, model, &generator, searches: 100, rounds: rounds, "seed \(seed), at the end")
        #expect(expired > 0 && widest > 0)
        let found = Set(try Self.arrivals(of: store, maximumBytes: .max))
        #expect(found.isSuperset(of: model.shown) && Set(appended).isSuperset(of: found))
        await store.close()
        let reader = try SpanStore(directory: path, mode: .readOnly, options: Self.options)
        try expectSame(reader, model, &generator, searches: 30, rounds: rounds, "seed \(seed), read only")
    }

    /// Nothing younger than the bound has gone, no segment that is older is left, and nothing has changed.
    private func expectRetention(
        _ left: NaiveStore, _ appended: [TraceSpan], _ arrival: [NaiveStore.Identity: UInt64], _ now: UInt64
    ) throws {
        let age: UInt64 = 1_000 * 1_000_000_000
        #expect(Set(appended).isSuperset(of: left.copies))
        let shown = Dictionary(uniqueKeysWithValues: left.shown.map { (NaiveStore.Identity($0), $0) })
        var seen: Set<NaiveStore.Identity> = []
        for first in appended {
            let identity = NaiveStore.Identity(first)
            guard seen.insert(identity).inserted, let time = arrival[identity], now - time <= age else { continue }
            #expect(shown[identity] != nil, "a span that came \(now - time) ns ago has gone")
        }
    }

    private func expectSame(
        _ store: SpanStore, _ model: NaiveStore, _ generator: inout ModelGenerator, searches: Int, rounds: Int,
        _ place: Comment
    ) throws {
        #expect(store.warnings.isEmpty)
        for id in model.traceIDs.shuffled(using: &generator.random).prefix(searches * 3) {
            #expect(try store.trace(id) == model.trace(id), "\(place): \(id)")
        }
        #expect(try store.trace(traceID(1 << 40)) == nil)
        for _ in 0..<searches {
            let search = generator.search(rounds: rounds)
            let found = try store.search(search)
            let expected = model.search(search)
            #expect(
                found == expected,
                "\(place): \(search) finds \(found.map(\.id.low)) and not \(expected.map(\.id.low))")
        }
        // What is known of a copy that is not shown may be told or not.
        let services = store.services()
        #expect(services == Set(services).sorted())
        #expect(Set(services).isSuperset(of: model.services(of: \.shown)), place)
        #expect(model.services(of: \.copies).isSuperset(of: services), place)
        for service in services + ["none"] {
            let operations = Set(try store.operations(of: service))
            #expect(operations.isSuperset(of: model.operations(of: \.shown, in: service)), place)
            #expect(model.operations(of: \.copies, in: service).isSuperset(of: operations), place)
        }
    }

    /// All spans as an exporter gets them.
    static func arrivals(of store: SpanStore, maximumBytes: Int) throws -> [TraceSpan] {
        var spans: [TraceSpan] = []
        var cursor = ArrivalCursor.start
        while store.hasArrivals(after: cursor) {
            let arrivals = try store.arrivals(after: cursor, maximumBytes: maximumBytes)
            spans += try arrivals.requests.flatMap { try TraceSpan.all(in: $0) }
            cursor = arrivals.next
        }
        return spans
    }
}
