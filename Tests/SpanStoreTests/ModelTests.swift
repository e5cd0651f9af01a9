import OTLP
import SpanStore
import TestSupport
import Testing

/// The store by the simplest means: a list that is searched from end to end.
private struct NaiveStore {
    private(set) var spans: [TraceSpan] = []
    private var seen: Set<[UInt64]> = []

    mutating func append(_ added: [TraceSpan]) {
        for span in added
        where seen.insert([span.span.traceID.high, span.span.traceID.low, span.span.spanID.value]).inserted {
            spans.append(span)
        }
    }

    func search(_ search: TraceSearch) -> [Trace] {
        var newest: [TraceID: UInt64] = [:]
        for span in spans where matches(span, search) {
            newest[span.span.traceID] = max(newest[span.span.traceID] ?? 0, span.span.startTimeUnixNano)
        }
        let ids = newest.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.map(\.key)
        let groups = Dictionary(grouping: spans, by: \.span.traceID)
        return ids.prefix(search.limit).map { id in
            Trace(
                id: id,
                spans: groups[id, default: []].sorted {
                    ($0.span.startTimeUnixNano, $0.span.spanID) < ($1.span.startTimeUnixNano, $1.span.spanID)
                })
        }
    }

    private func matches(_ span: TraceSpan, _ search: TraceSearch) -> Bool {
        let filter = search.filter
        let attributes = span.span.attributes + span.resource.attributes
        return filter.service.map { $0 == span.service } ?? true
            && filter.operation.map { $0 == span.span.name } ?? true
            && filter.kind.map { $0 == span.span.kind } ?? true
            && filter.status.map { $0 == span.span.status.code } ?? true
            && span.span.durationNano >= filter.minimumDurationNano ?? 0
            && span.span.durationNano <= filter.maximumDurationNano ?? .max
            && span.span.startTimeUnixNano >= search.startUnixNano ?? 0
            && span.span.startTimeUnixNano <= search.endUnixNano ?? .max
            && filter.attributes.allSatisfy { condition in
                attributes.contains { $0.key == condition.key && $0.value.description == condition.value }
            }
    }
}

@Suite("Against a naive model")
struct ModelTests {
    private let directory = TemporaryDirectory()

    @Test(
        "Given random requests and searches, then the store answers as the model does, also when opened again",
        arguments: UInt64(1)...3)
    func model(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        var model = NaiveStore()
        let path = directory.child("store-\(seed)")
        let options = SpanStore.Options(maximumFileBytes: 300_000)
        var store = try SpanStore(directory: path, options: options)
        // More spans than a block of the index holds, so that blocks overlap in time.
        for round in 0..<24 {
            let added = (0..<400).map { _ in randomSpan(round, &generator) }
            let request = ExportTraceServiceRequest(
                resourceSpans: Dictionary(grouping: added, by: \.resource).map { resource, spans in
                    ResourceSpans(
                        resource: resource, scopeSpans: [ScopeSpans(scope: spans[0].scope, spans: spans.map(\.span))])
                })
            // The order within a request is the order of its groups.
            let ordered = request.resourceSpans.flatMap { group in
                group.scopeSpans[0].spans.map { span in
                    TraceSpan(span: span, resource: group.resource, scope: group.scopeSpans[0].scope)
                }
            }
            model.append(ordered)
            _ = try await store.append(request.protobuf())
            if round == 12 {
                await store.close()
                store = try SpanStore(directory: path, options: options)
            }
        }
        // A span that came twice with a seal in between counts twice until it is merged.
        #expect((model.spans.count..<24 * 400).contains(store.statistics.spans))
        #expect(store.services() == Set(model.spans.map(\.service)).sorted())
        for _ in 0..<25 {
            let search = randomSearch(&generator)
            let found = try store.search(search)
            #expect(found == model.search(search), "\(search)")
        }
        await store.close()
    }

    private func randomSpan(_ round: Int, _ generator: inout some RandomNumberGenerator) -> TraceSpan {
        let trace = UInt64(round * 40) + .random(in: 1...80, using: &generator)
        let service = ["shop", "cart", "", "auth"].randomElement(using: &generator)!
        let start = UInt64(round * 100) + .random(in: 0...1_000, using: &generator)
        return TraceSpan(
            span: span(
                trace: trace, .random(in: 1...500, using: &generator),
                name: "op \(Int.random(in: 0...5, using: &generator))",
                kind: SpanKind(rawValue: .random(in: 0...5, using: &generator)), start: start,
                duration: .random(in: 0...50, using: &generator),
                status: Status(code: .init(rawValue: .random(in: 0...2, using: &generator))),
                attributes: [KeyValue(key: "n", value: .int(.random(in: 0...20, using: &generator)))]),
            resource: Resource(
                attributes: [
                    KeyValue(key: "service.name", value: .string(service)),
                    KeyValue(key: "zone", value: .bool(.random(using: &generator))),
                ]), scope: InstrumentationScope(name: "model"))
    }

    private func randomSearch(_ generator: inout some RandomNumberGenerator) -> TraceSearch {
        func maybe<Value>(_ value: Value) -> Value? {
            Int.random(in: 0..<4, using: &generator) == 0 ? value : nil
        }
        let start = UInt64.random(in: 0...3_500, using: &generator)
        let attributes: [SpanFilter.Attribute?] = [
            maybe(.init(key: "n", value: "\(Int.random(in: 0...20, using: &generator))")),
            maybe(.init(key: "zone", value: "true")),
        ]
        return TraceSearch(
            filter: SpanFilter(
                service: maybe(["shop", "cart", "auth", SpanStore.unknownService].randomElement(using: &generator)!),
                operation: maybe("op \(Int.random(in: 0...5, using: &generator))"),
                kind: maybe(SpanKind(rawValue: .random(in: 0...5, using: &generator))), status: maybe(.error),
                minimumDurationNano: maybe(.random(in: 0...50, using: &generator)),
                maximumDurationNano: maybe(.random(in: 0...50, using: &generator)),
                attributes: attributes.compactMap(\.self)),
            startUnixNano: maybe(start), endUnixNano: maybe(start + 300),
            limit: [1, 5, 20, 100].randomElement(using: &generator)!)
    }
}
