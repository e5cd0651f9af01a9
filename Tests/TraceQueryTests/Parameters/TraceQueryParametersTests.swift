import OTLP
import SpanStore
import Testing
import TraceQuery

@Suite("Parameters of a trace query")
struct TraceQueryParametersTests {
    private static let now: UInt64 = 1_700_000_000_000_000_000

    private func parse(_ query: String) throws(QueryError) -> TraceQueryParameters {
        try TraceQueryParameters(PercentEncoding.parameters(ofQuery: query), nowUnixNano: Self.now)
    }

    private func search(_ query: String) throws -> TraceSearch {
        guard case .search(let search) = try parse(query) else { throw QueryError(.invalidParameter, "not a search") }
        return search
    }

    @Test("without parameters: any trace of the last hour")
    func defaults() throws {
        let search = try search("")
        #expect(search.filter == SpanFilter())
        #expect(search.startUnixNano == Self.now - 3_600_000_000_000)
        #expect(search.endUnixNano == Self.now)
        #expect(search.limit == 100)
    }

    @Test(
        "a filter is read",
        arguments: [
            ("service=shop", SpanFilter(service: "shop")),
            ("service=shop&operation=GET+/cart", SpanFilter(service: "shop", operation: "GET /cart")),
            ("service=&operation=", SpanFilter()),
            (
                "minDuration=1.5ms&maxDuration=2s",
                SpanFilter(minimumDurationNano: 1_500_000, maximumDurationNano: 2_000_000_000)
            ),
            (
                #"tags={"a":"1","b":2,"c":true}"#,
                SpanFilter(attributes: [
                    .init(key: "a", value: "1"), .init(key: "b", value: "2"), .init(key: "c", value: "true"),
                ])
            ),
            (
                #"tags=%7B%22k%22:%22a%5Cu00e4%5C%22%5Cud83d%5Cude00%22%7D"#,
                SpanFilter(attributes: [.init(key: "k", value: "aä\"😀")])
            ),
            ("tags={}", SpanFilter()),
            (
                "tag=a:1&tag=b:x:y",
                SpanFilter(attributes: [.init(key: "a", value: "1"), .init(key: "b", value: "x:y")])
            ),
            ("tag=error:true", SpanFilter(status: .error)),
            ("tag=error:false", SpanFilter(attributes: [.init(key: "error", value: "false")])),
            ("tag=otel.status_code:OK", SpanFilter(status: .ok)),
            ("tag=span.kind:server", SpanFilter(kind: .server)),
            ("tag=span.kind:nonsense", SpanFilter(attributes: [.init(key: "span.kind", value: "nonsense")])),
            ("unknown=1&service=shop", SpanFilter(service: "shop")),
        ] as [(String, SpanFilter)])
    func filters(query: String, expected: SpanFilter) throws {
        #expect(try search(query).filter == expected)
    }

    @Test(
        "a window is read",
        arguments: [
            ("start=1000&end=2000", 1_000_000, 2_000_000), ("end=7200000000", 3_600_000_000_000, 7_200_000_000_000),
            ("end=7200000000&lookback=30m", 5_400_000_000_000, 7_200_000_000_000), ("end=1&lookback=1h", 0, 1000),
            ("start=1&end=2&lookback=custom", 1000, 2000), ("start=5&end=9&lookback=1h", 5000, 9000),
        ] as [(String, UInt64, UInt64)])
    func windows(query: String, start: UInt64, end: UInt64) throws {
        let search = try search(query)
        #expect(search.startUnixNano == start)
        #expect(search.endUnixNano == end)
    }

    @Test("a limit beyond the largest is the largest", arguments: [("limit=1", 1), ("limit=999999999", 10_000)])
    func limits(query: String, expected: Int) throws {
        #expect(try search(query).limit == expected)
    }

    @Test("trace ids take precedence over a search, and each counts once")
    func byID() throws {
        let query = "service=shop&traceID=2a&traceID=4BF92F3577B34DA6A3CE929D0E0E4736&traceID=0000002a"
        #expect(try parse(query) == .byID([TraceID(high: 0, low: 0x2a), traceID]))
    }

    @Test(
        "a malformed parameter is refused by name",
        arguments: [
            ("start=yesterday", "start"), ("end=-1", "end"), ("start=18446744073709551615", "start"),
            ("start=2&end=1", "start"), ("limit=0", "limit"), ("limit=many", "limit"), ("minDuration=5", "minDuration"),
            ("maxDuration=long", "maxDuration"), ("minDuration=2s&maxDuration=1s", "maxDuration"),
            ("lookback=1fortnight", "lookback"), ("tags=a:b", "tags"), (#"tags={"a":{}}"#, "tags"),
            (#"tags={"a":"b"}x"#, "tags"), (#"tags={"a":null}"#, "tags"), (#"tags={"a":"\x"}"#, "tags"),
            (#"tags={"a":"\ud800"}"#, "tags"), (#"tags={"a":"1",}"#, "tags"), ("tags={", "tags"),
            ("tag=novalue", "tag"), ("tag=:x", "tag"),
            ("traceID=xyz", "trace id"), ("traceID=0", "trace id"),
            ("traceID=123456789012345678901234567890123", "trace id"),
        ])
    func refusals(query: String, named: String) {
        let error = #expect(throws: QueryError.self) { try parse(query) }
        #expect(error?.code == .invalidParameter)
        #expect(error?.message.contains(named) == true)
    }

    @Test("tags that are written are read again", arguments: ["plain", "a\"b\\c", "line\nbreak\u{1}", "ä😀"])
    func tagsRoundTrip(value: String) throws {
        let parameters = [(name: "tags", value: TraceQueryParameters.tags([("key", value)]))]
        guard case .search(let search) = try TraceQueryParameters(parameters, nowUnixNano: Self.now) else { return }
        #expect(search.filter.attributes == [.init(key: "key", value: value)])
    }
}
