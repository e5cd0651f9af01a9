import OTLP
import Testing

@testable import SpanStore

@Suite("Hard data")
struct HardDataTests {
    private let directory = TemporaryDirectory()

    @Test("Given a trace whose spans come hours apart, then it is whole wherever they lie, and found by each of them")
    func hoursApart() async throws {
        let path = directory.child("store")
        let hour: UInt64 = 3_600_000_000_000
        let spans = (UInt64(0)..<12).map { part in
            span(
                trace: 1, part + 1, parent: part == 0 ? nil : part, name: "part \(part)", start: part * hour,
                attributes: [KeyValue(key: "part", value: .int(Int64(part)))])
        }
        // Each part in a segment of its own, the last two in the log; others of other traces around them.
        for (number, part) in spans.enumerated() {
            let options = SpanStore.Options(maximumFileBytes: number < 10 ? 1 : .max)
            let store = try SpanStore(directory: path, options: options)
            let other = span(trace: UInt64(100 + number), 1, start: part.startTimeUnixNano)
            _ = try await store.append(request([other, part]))
            await store.close()
        }
        let store = try SpanStore(directory: path, mode: .readOnly)
        #expect(store.engine.snapshot().segments.count >= 3)
        #expect(try store.trace(traceID(1))?.spans.map(\.span) == spans)
        for (number, part) in spans.enumerated() {
            let start = part.startTimeUnixNano
            for search in [
                TraceSearch(filter: SpanFilter(operation: part.name)),
                TraceSearch(filter: SpanFilter(attributes: [.init(key: "part", value: "\(number)")])),
                TraceSearch(filter: SpanFilter(operation: part.name), startUnixNano: start, endUnixNano: start),
            ] {
                #expect(try store.search(search).map(\.spanIDs) == [Array(1...12)])
            }
            let here = try store.search(TraceSearch(startUnixNano: start, endUnixNano: start)).map(\.id.low)
            #expect(here == [1, UInt64(100 + number)])
        }
    }

    @Test("Given times at the ends of what there is, and ends before starts, then spans are found by their own times")
    func times() async throws {
        let latest = UInt64.max
        let times: [(start: UInt64, end: UInt64)] = [
            (0, 0), (0, latest), (latest, latest), (latest, 0), (1 << 63, 0), (0, 1 << 63), (1, (1 << 63) + 1),
            (1_000, 999), (5_000_000_000_000_000_000, 5_000_000_000_000_000_001),
        ]
        let spans = times.enumerated().map { number, time in
            var span = span(trace: UInt64(number), 1, start: time.start, duration: 0)
            span.endTimeUnixNano = time.end
            return span
        }
        try await expectBeforeAndAfterSealing(
            directory.child("store"), adding: { _ = try await $0.append(request(spans)) },
            { (store, place) throws in
                for span in spans {
                    #expect(try store.trace(span.traceID)?.spans.map(\.span) == [span], place)
                    let start = span.startTimeUnixNano
                    let duration = span.endTimeUnixNano >= start ? span.endTimeUnixNano - start : 0
                    let search = TraceSearch(
                        filter: SpanFilter(minimumDurationNano: duration, maximumDurationNano: duration),
                        startUnixNano: start, endUnixNano: start)
                    #expect(try store.search(search).map(\.id).contains(span.traceID), "\(place): \(span)")
                    if duration > 0 {
                        let longer = TraceSearch(
                            filter: SpanFilter(maximumDurationNano: duration - 1), startUnixNano: start,
                            endUnixNano: start)
                        #expect(try !store.search(longer).map(\.id).contains(span.traceID), "\(place): \(span)")
                    }
                }
                let newest = try store.search(TraceSearch(filter: SpanFilter(service: "shop"))).map(\.id.low)
                #expect(newest == [2, 3, 4, 8, 7, 6, 0, 1, 5], place)
            })
    }

    @Test("Given values of all kinds, nested, in spans, resources, scopes, events and links, then all are as they came")
    func values() async throws {
        let spans = (UInt64(1)...40).map { RichSpans.span(trace: 1 + $0 % 8, $0, parent: $0 > 8 ? $0 - 8 : nil) }
        try await expectBeforeAndAfterSealing(
            directory.child("store"), adding: { _ = try await $0.append(RichSpans.request(spans)) },
            { (store, place) throws in
                for trace in Set(spans.map(\.traceID)) {
                    let stored = spans.filter { $0.traceID == trace }.map(RichSpans.stored)
                    #expect(try Set(store.trace(trace)?.spans ?? []) == Set(stored), place)
                }
                let all = NaiveStore(spans.map(RichSpans.stored))
                for attribute in RichSpans.attributes {
                    for scope in SpanFilter.Attribute.Scope.allCases {
                        for comparison in [SpanFilter.Attribute.Comparison.equal, .notEqual, .exists] {
                            let condition = SpanFilter.Attribute(
                                key: attribute.key, value: attribute.value.description, comparison: comparison,
                                scope: scope)
                            let search = TraceSearch(filter: SpanFilter(attributes: [condition]))
                            #expect(try store.search(search) == all.search(search), "\(place): \(condition)")
                        }
                    }
                }
                #expect(store.services().contains(SpanStore.unknownService))
            })
    }

    @Test("Given attribute values of 1 MiB that differ at their ends only, then each is kept and found")
    func largeValues() async throws {
        let common = String(repeating: "0123456789abcdef", count: 1 << 16)
        let values = ["", "a", "b", "c"].map { common + $0 }
        let spans = values.enumerated().map { number, value in
            span(
                trace: UInt64(number), 1, start: UInt64(number),
                attributes: [
                    KeyValue(key: "large", value: .string(value)),
                    KeyValue(key: "bytes", value: .bytes([UInt8](repeating: UInt8(number), count: 1 << 20))),
                ])
        }
        try await expectBeforeAndAfterSealing(
            directory.child("store"),
            adding: { store in for span in spans { _ = try await store.append(request([span])) } },
            { (store, place) throws in
                for (number, value) in values.enumerated() {
                    let attribute = SpanFilter.Attribute(key: "large", value: value)
                    let found = try store.search(TraceSearch(filter: SpanFilter(attributes: [attribute])))
                    #expect(found.map(\.id.low) == [UInt64(number)], place)
                    #expect(found.first?.spans.map(\.span) == [spans[number]], place)
                }
                let other = SpanFilter.Attribute(key: "large", value: values[1], comparison: .notEqual)
                let others = try store.search(TraceSearch(filter: SpanFilter(attributes: [other])))
                #expect(others.map(\.id.low) == [3, 2, 0], place)
                let missing = SpanFilter.Attribute(key: "large", value: common + "d")
                #expect(try store.search(TraceSearch(filter: SpanFilter(attributes: [missing]))).isEmpty, place)
            })
    }
}
