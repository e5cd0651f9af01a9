import OTLP
import SpanStore
import Testing

@Suite("Search")
struct SearchTests {
    private let directory = TemporaryDirectory()

    /// A search with the traces that it finds, newest first.
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var search: TraceSearch
        var traces: [UInt64]

        init(_ description: String, _ filter: SpanFilter, _ traces: [UInt64], limit: Int = 20) {
            testDescription = description
            search = TraceSearch(filter: filter, limit: limit)
            self.traces = traces
        }

        init(_ description: String, from start: UInt64? = nil, to end: UInt64? = nil, _ traces: [UInt64]) {
            testDescription = description
            search = TraceSearch(startUnixNano: start, endUnixNano: end)
            self.traces = traces
        }
    }

    private func makeStore() async throws -> SpanStore {
        let store = try SpanStore(directory: directory.child("store"))
        let values: [KeyValue] = [
            KeyValue(key: "bool", value: true), KeyValue(key: "int", value: 200), KeyValue(key: "double", value: 0.5),
            KeyValue(key: "bytes", value: .bytes([1, 2])), KeyValue(key: "array", value: .array([1, "a"])),
            KeyValue(key: "empty", value: .empty), KeyValue(key: "digits", value: "200"),
        ]
        let host = [KeyValue(key: "host.name", value: "h1")]
        _ = try await store.append(
            request(
                [
                    span(trace: 1, 1, name: "GET /a", start: 100, duration: 50, attributes: values),
                    span(trace: 1, 2, parent: 1, name: "SELECT", kind: .client, start: 110, duration: 20),
                ], resource: host))
        _ = try await store.append(
            request(
                [
                    span(
                        trace: 2, 3, name: "GET /a", start: 200, duration: 5, status: Status(code: .error),
                        attributes: [KeyValue(key: "int", value: 500)])
                ], service: "cart", resource: host))
        _ = try await store.append(
            request([span(trace: 3, 4, name: "POST /a", start: 300, duration: 50)], service: nil))
        // A trace whose older span came last.
        _ = try await store.append(request([span(trace: 2, 5, name: "late", start: 50, duration: 1)], service: "cart"))
        return store
    }

    static let cases: [Case] = [
        Case("everything", SpanFilter(), [3, 2, 1]),
        Case("limit", SpanFilter(), [3, 2], limit: 2),
        Case("limit of none", SpanFilter(), [], limit: 0),
        Case("service", SpanFilter(service: "cart"), [2]),
        Case("unknown service", SpanFilter(service: "nobody"), []),
        Case("service without a name", SpanFilter(service: SpanStore.unknownService), [3]),
        Case("operation", SpanFilter(operation: "GET /a"), [2, 1]),
        Case("service and operation", SpanFilter(service: "shop", operation: "GET /a"), [1]),
        Case("operation of another service", SpanFilter(service: "cart", operation: "SELECT"), []),
        Case("kind", SpanFilter(kind: .client), [1]),
        Case("status", SpanFilter(status: .error), [2]),
        Case("shortest", SpanFilter(minimumDurationNano: 50), [3, 1]),
        Case("longest", SpanFilter(maximumDurationNano: 5), [2]),
        Case("duration between", SpanFilter(minimumDurationNano: 20, maximumDurationNano: 49), [1]),
        Case("not one span alone", SpanFilter(kind: .client, minimumDurationNano: 50), []),
        Case("older span of a trace", SpanFilter(operation: "late"), [2]),
        Case("text", SpanFilter(attributes: [.init(key: "digits", value: "200")]), [1]),
        Case("bool", SpanFilter(attributes: [.init(key: "bool", value: "true")]), [1]),
        Case("other bool", SpanFilter(attributes: [.init(key: "bool", value: "false")]), []),
        Case("int", SpanFilter(attributes: [.init(key: "int", value: "500")]), [2]),
        Case("int written otherwise", SpanFilter(attributes: [.init(key: "int", value: "0500")]), []),
        Case("double", SpanFilter(attributes: [.init(key: "double", value: "0.5")]), [1]),
        Case("bytes", SpanFilter(attributes: [.init(key: "bytes", value: "AQI=")]), [1]),
        Case("array", SpanFilter(attributes: [.init(key: "array", value: #"[1,"a"]"#)]), [1]),
        Case("empty", SpanFilter(attributes: [.init(key: "empty", value: "")]), [1]),
        Case("resource", SpanFilter(attributes: [.init(key: "host.name", value: "h1")]), [2, 1]),
        Case(
            "span and resource",
            SpanFilter(attributes: [.init(key: "host.name", value: "h1"), .init(key: "int", value: "200")]), [1]),
        Case(
            "attributes of two spans",
            SpanFilter(kind: .client, attributes: [.init(key: "int", value: "200")]), []),
        Case("missing key", SpanFilter(attributes: [.init(key: "none", value: "")]), []),
        Case("from", from: 200, [3, 2]),
        Case("to", to: 199, [1, 2]),
        Case("between", from: 100, to: 100, [1]),
        Case("nothing between", from: 101, to: 109, []),
    ]

    @Test("Given some traces, then a search finds those with a span that matches", arguments: cases)
    func search(_ testCase: Case) async throws {
        let store = try await makeStore()
        let traces = try store.search(testCase.search)
        #expect(traces.map(\.id.low) == testCase.traces)
        for trace in traces {
            #expect(try store.trace(trace.id) == trace)
        }
        await store.close()
    }

    @Test("Given what a search finds, then whole traces are returned, by start time")
    func wholeTraces() async throws {
        let store = try await makeStore()
        let traces = try store.search(TraceSearch(filter: SpanFilter(status: .error)))
        #expect(traces.map(\.spanIDs) == [[5, 3]])
        #expect(store.services() == ["cart", "shop", SpanStore.unknownService])
        await store.close()
    }
}
