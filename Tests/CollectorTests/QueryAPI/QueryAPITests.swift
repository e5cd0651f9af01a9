import CollectorKit
import FoundationEssentials
import OTLP
import SpanStore
import TestSupport
import Testing

@Suite("Query API")
struct QueryAPITests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A collector that holds trace 2a of `shop` and trace 2b of `a/b c`.
    private func withTraces(_ body: (String) async throws -> Void) async throws {
        try await RunningCollector.with(directory: directory) { collector in
            let first = request(trace: TraceID(high: 0, low: 0x2a))
            let second = request(
                trace: TraceID(high: 0, low: 0x2b), service: "a/b c", name: "POST /cart",
                start: 1_700_000_001_000_000_000)
            #expect(try await post(first.protobuf(), to: collector.otlp).status == 200)
            #expect(try await post(second.protobuf(), to: collector.otlp).status == 200)
            try await body(collector.query)
        }
    }

    @Test("services and operations are listed")
    func names() async throws {
        try await withTraces { url in
            let services = try await send("GET", url + "/api/services")
            #expect(services.headers["content-type"] == "application/json")
            #expect(services.text == #"{"data":["a/b c","shop"],"total":2,"limit":0,"offset":0,"errors":null}"#)
            let operations = try await send("GET", url + "/api/services/a%2Fb%20c/operations")
            #expect(operations.text.hasPrefix(#"{"data":["POST /cart","SELECT"],"total":2"#))
            let kinds = try await send("GET", url + "/api/operations?service=shop")
            #expect(
                kinds.text.hasPrefix(
                    #"{"data":[{"name":"GET /cart","spanKind":"server"},{"name":"SELECT","spanKind":"client"}]"#))
            let clients = try await send("GET", url + "/api/operations?service=a%2Fb+c&spanKind=client")
            #expect(clients.text.hasPrefix(#"{"data":[{"name":"SELECT","spanKind":"client"}],"total":1"#))
            #expect(try await send("GET", url + "/api/services/nobody/operations").text.hasPrefix(#"{"data":[],"#))
        }
    }

    /// The window of the traces, in µs.
    private static let window = "start=1699999999000000&end=1700000009000000"

    @Test(
        "a search finds the traces that match, the newest first",
        arguments: [
            ("", ["2b", "2a"]), ("&service=shop", ["2a"]), ("&service=a%2Fb+c&operation=POST+%2Fcart", ["2b"]),
            ("&service=shop&operation=POST+%2Fcart", []), ("&limit=1", ["2b"]), ("&tag=error:true", ["2b", "2a"]),
            (#"&tags=%7B%22http.response.status_code%22%3A%22200%22%7D&service=shop"#, ["2a"]),
            ("&tag=http.response.status_code:500", []), ("&minDuration=6ms", []), ("&minDuration=5ms", ["2b", "2a"]),
            ("&tag=http.response.status_code:200&tag=error:true", []), ("&tag=span.kind:client&service=shop", ["2a"]),
            ("&where=span.http.response.status_code%3E%3D200", ["2b", "2a"]),
            ("&where=span.http.response.status_code%3E200", []),
            ("&where=%7B+resource.service.name+%3D~+%22a/.*%22+%26%26+status+%3D+error+%7D", ["2b"]),
            ("&service=shop&where=kind=server&where=duration%3E%3D5ms", ["2a"]),
            ("&where=span.nothing+!%3D+nil", []),
        ] as [(String, [String])])
    func search(query: String, expected: [String]) async throws {
        try await withTraces { url in
            let answer = try await send("GET", url + "/api/traces?" + Self.window + query)
            #expect(answer.status == 200)
            let pieces = answer.text.components(after: #"{"traceID":""#, before: #"","spans":"#)
            #expect(pieces == expected.map { String(repeating: "0", count: 30) + $0 })
        }
    }

    @Test("traces are fetched by id, with an error for each that is unknown")
    func byID() async throws {
        try await withTraces { url in
            let answer = try await send("GET", url + "/api/traces?traceID=2a&traceID=ff")
            #expect(answer.status == 200)
            #expect(answer.text.contains(#""total":1"#))
            #expect(
                answer.text.hasSuffix(
                    #""errors":[{"code":404,"msg":"trace not found","traceID":"000000000000000000000000000000ff"}]}"#))
        }
    }

    @Test(
        "a trace is fetched whole, by an id with or without its zeros",
        arguments: ["2a", "2A", "000000000000002a", "0000000000000000000000000000002a"])
    func trace(id: String) async throws {
        try await withTraces { url in
            let answer = try await send("GET", url + "/api/traces/" + id)
            #expect(answer.status == 200)
            #expect(answer.text.contains(#""startTime":1700000000000000,"duration":5000,"#))
            #expect(answer.text.contains(#""refType":"CHILD_OF""#))
            let protobuf = try await send(
                "GET", url + "/api/traces/" + id, headers: ["accept": "application/x-protobuf"])
            #expect(protobuf.headers["content-type"] == "application/x-protobuf")
            let stored = try ExportTraceServiceRequest(protobuf: protobuf.body)
            #expect(stored == request(trace: TraceID(high: 0, low: 0x2a)))
        }
    }

    @Test(
        "what cannot be answered is refused in Jaeger's form",
        arguments: [
            ("/api/traces/ff", 404, "trace not found"), ("/api/traces/xyz", 400, "trace id"),
            ("/api/traces/0", 400, "trace id"), ("/api/traces/123456789012345678901234567890123", 400, "trace id"),
            ("/api/traces?limit=-1", 400, "limit"), ("/api/traces?tags=x", 400, "tags"),
            ("/api/traces?traceID=q", 400, "trace id"), ("/api/operations", 400, "service"),
            ("/api/traces?where=span.a%3D", 400, "at character 8 of “span.a=”: a value should stand here"),
            ("/api/traces?where=span.a%3D~%22(%22", 400, "at character 9"),
            ("/api/operations?service=shop&spanKind=odd", 400, "spanKind"), ("/api/nothing", 404, "/api/nothing"),
        ] as [(String, Int, String)])
    func refusals(path: String, status: Int, mentions: String) async throws {
        try await withTraces { url in
            let answer = try await send("GET", url + path)
            #expect(answer.status == status)
            #expect(
                answer.text.hasPrefix(#"{"data":null,"total":0,"limit":0,"offset":0,"errors":[{"code":\#(status),"#))
            #expect(answer.text.contains(mentions))
        }
    }

    @Test("a search that would look at more spans than it may is refused, with advice")
    func budget() async throws {
        try await RunningCollector.with(directory: directory, configure: { $0.store.maximumScannedSpans = 1 }) {
            #expect(try await post(request().protobuf(), to: $0.otlp).status == 200)
            let answer = try await send("GET", $0.query + "/api/traces?" + Self.window)
            #expect(answer.status == 400)
            #expect(answer.text.contains("the search would look at more than 1 spans; ask for a shorter period"))
        }
    }

    @Test("where a segment is damaged, the rest is answered, with a warning that names nothing internal")
    func damage() async throws {
        // Each request becomes a segment when the collector stops.
        func configure(_ settings: inout CollectorSettings) { settings.store.maximumHeadSpans = 2 }
        let ids = [TraceID(high: 0, low: 0x2a), TraceID(high: 0, low: 0x2b)]
        try await RunningCollector.with(directory: directory, configure: configure) { collector in
            for id in ids {
                let answer = try await post(request(trace: id).protobuf(), to: collector.otlp)
                #expect(answer.status == 200)
            }
        }
        let path = directory.path + "/0000000001-0000000001.segment"
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[12] ^= 1
        try bytes.write(to: URL(filePath: path))
        try await RunningCollector.with(directory: directory, configure: configure) { collector in
            let warning = "some stored spans are damaged and left out"
            for query in [Self.window, "traceID=2a&traceID=2b"] {
                let answer = try await send("GET", collector.query + "/api/traces?" + query)
                #expect(answer.status == 200)
                #expect(answer.text.hasPrefix(#"{"data":[{"traceID":"\#(ids[1])","#))
                #expect(answer.text.contains(#""total":1,"#))
                #expect(answer.text.contains(#""errors":[{"code":500,"msg":"\#(warning)"#))
                #expect(!answer.text.contains(directory.path))
            }
            let protobuf = try await send(
                "GET", collector.query + "/api/traces?" + Self.window, headers: ["accept": "application/x-protobuf"])
            #expect(protobuf.headers["cairn-incomplete"] == "damaged")
            #expect(try ExportTraceServiceRequest(protobuf: protobuf.body) == request(trace: ids[1]))
            let lost = try await send("GET", collector.query + "/api/traces/2a")
            #expect(lost.status == 500)
            #expect(lost.text.contains(warning) && !lost.text.contains(directory.path))
            let whole = try await send(
                "GET", collector.query + "/api/traces/2b", headers: ["accept": "application/x-protobuf"])
            #expect(whole.status == 200 && whole.headers["cairn-incomplete"] == nil)
        }
    }

    @Test("health and metrics are served")
    func operations() async throws {
        try await withTraces { url in
            #expect(try await send("GET", url + "/healthz").status == 200)
            #expect(try await send("GET", url + "/readyz").status == 200)
            let metrics = try await send("GET", url + "/metrics")
            #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(metrics.text.contains("# TYPE cairn_receiver_spans_total counter\ncairn_receiver_spans_total 4\n"))
            #expect(metrics.text.contains("cairn_receiver_requests_total{status=\"200\"} 2\n"))
            #expect(metrics.text.contains("cairn_store_traces 2\n"))
        }
    }
}

extension String {
    /// What stands between two marks, wherever they occur.
    fileprivate func components(after start: String, before end: String) -> [String] {
        split(separator: start, omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            piece.firstRange(of: end).map { String(piece[..<$0.lowerBound]) }
        }
    }
}
