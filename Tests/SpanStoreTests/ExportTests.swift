import OTLP
import Testing

@testable import SpanStore

@Suite("Exporting a store")
struct ExportTests {
    private let directory = TemporaryDirectory()

    /// Opens a copy of a store with two segments and a log for reading.
    private func open(_ change: (String) throws -> Void = { _ in }) async throws -> SpanStore {
        let store = try await SpanStore.withTwoSegmentsAndALog(in: directory.child("store"))
        let path = directory.child("copy")
        try Files.copy(directory: directory.child("store"), to: path)
        await store.close()
        try change(path)
        return try SpanStore(directory: path, mode: .readOnly)
    }

    /// The spans of an export, as `TRACE/SPAN`, in their order.
    private func spans(in requests: [[UInt8]]) throws -> [String] {
        try requests.flatMap { try ExportTraceServiceRequest(protobuf: $0).resourceSpans }
            .flatMap(\.scopeSpans).flatMap(\.spans).map { "\($0.traceID.low)/\($0.spanID.value)" }
    }

    @Test("Given everything, then another store that takes it has the same traces")
    func everything() async throws {
        let store = try await open()
        var requests: [[UInt8]] = []
        #expect(try store.export { requests.append($0) } == 6)
        let copy = try SpanStore(directory: directory.child("other"))
        for request in requests { _ = try await copy.append(request) }
        for trace in UInt64(1)...3 { #expect(try copy.trace(traceID(trace)) == store.trace(traceID(trace))) }
        #expect(try store.trace(traceID(1))?.spans.count == 2)
        #expect(copy.statistics.spans == 6)
        await copy.close()
    }

    /// What is asked for, and what is exported.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var filter = SpanFilter()
        var starts: ClosedRange<UInt64> = 0 ... .max
        var traces: Set<TraceID>?
        var expected: [String]
    }

    @Test(
        "Given a selection, then just the spans that match are exported, those that came first first",
        arguments: [
            Case(testDescription: "nothing asked", expected: ["1/1", "1/2", "2/1", "2/2", "3/1", "3/2"]),
            Case(
                testDescription: "a service", filter: SpanFilter(service: "shop"),
                expected: [
                    "1/1", "1/2", "2/1", "2/2", "3/1", "3/2",
                ]),
            Case(testDescription: "another service", filter: SpanFilter(service: "nobody"), expected: []),
            Case(testDescription: "a period", starts: 1_500...3_000, expected: ["1/2", "2/1", "2/2", "3/1"]),
            Case(
                testDescription: "a duration", filter: SpanFilter(maximumDurationNano: 5),
                expected: [
                    "1/2", "2/2", "3/2",
                ]),
            Case(
                testDescription: "traces", traces: [traceID(1), traceID(3), traceID(9)],
                expected: [
                    "1/1", "1/2", "3/1", "3/2",
                ]),
            Case(
                testDescription: "an attribute of a trace",
                filter: SpanFilter(attributes: [.init(key: "user", value: "user-.-2", comparison: .matches)]),
                traces: [traceID(2)], expected: ["2/2"]),
            Case(
                testDescription: "an attribute in the log",
                filter: SpanFilter(attributes: [.init(key: "user", value: "user-3-1")]), expected: ["3/1"]),
        ])
    func selection(_ selection: Case) async throws {
        let store = try await open()
        var requests: [[UInt8]] = []
        let count = try store.export(
            matching: selection.filter, startUnixNano: selection.starts.lowerBound,
            endUnixNano: selection.starts.upperBound, traces: selection.traces
        ) { requests.append($0) }
        #expect(try spans(in: requests) == selection.expected)
        #expect(count == selection.expected.count)
    }

    @Test("Given many and large spans, then each request has some hundred of them and about a mebibyte at most")
    func portions() async throws {
        let store = try SpanStore(directory: directory.child("large"))
        for (trace, padding) in [(UInt64(1), 10), (2, 10_000)] {
            let spans = (1...600).map {
                span(
                    trace: trace, $0,
                    attributes: [
                        KeyValue(key: "padding", value: .string(String(repeating: "\($0 % 10)", count: padding)))
                    ])
            }
            _ = try await store.append(request(spans))
        }
        await store.close()
        var sizes: [Int] = []
        var counts: [Int] = []
        try store.export { request in
            sizes.append(request.count)
            counts.append(try spans(in: [request]).count)
        }
        #expect(counts.reduce(0, +) == 1_200)
        #expect(counts.max() == 256)
        #expect((sizes.max() ?? 0) < (1 << 20) + 20_000)
        #expect(sizes.count > 6)
    }

    @Test("Given a damaged block, then the rest is exported and the damage is named")
    func damaged() async throws {
        let store = try await open { path in
            let name = path + "/0000000001-0000000001.segment"
            var bytes = try Files.read(name)
            bytes[12] ^= 1
            try Files.write(bytes, to: name)
        }
        var requests: [[UInt8]] = []
        #expect(try store.export { requests.append($0) } == 4)
        #expect(try spans(in: requests) == ["2/1", "2/2", "3/1", "3/2"])
        #expect(store.warnings.count == 1)
        #expect(store.warnings.first?.contains("0000000001-0000000001.segment is damaged") == true)
    }

    @Test("Given a receiver that fails, then the export ends with its error")
    func failure() async throws {
        struct Full: Error {}
        let store = try await open()
        var calls = 0
        #expect(throws: Full.self) {
            try store.export { _ in
                calls += 1
                throw Full()
            }
        }
        #expect(calls == 1)
    }

    @Test("Given a malformed regular expression, then it is refused")
    func malformed() async throws {
        let store = try await open()
        let filter = SpanFilter(attributes: [.init(key: "user", value: "(", comparison: .matches)])
        let error = #expect(throws: SpanStoreError.self) { try store.export(matching: filter) { _ in } }
        #expect(error?.code == .invalidRequest)
    }
}
