import OTLP
import SpanStore
import Testing
import TraceQuery

@Suite("Jaeger's JSON")
struct JaegerJSONTests {
    @Test("a trace is written whole: references, tags, logs, processes")
    func wholeTrace() {
        let root = span(
            1, name: "GET /cart", kind: .server, duration: 2_500_999,
            attributes: [KeyValue(key: "http.response.status_code", value: .int(500))],
            events: [
                .init(
                    timeUnixNano: 1_000_000_000_000_500_000, name: "exception",
                    attributes: [KeyValue(key: "exception.type", value: "Timeout")])
            ],
            links: [.init(traceID: TraceID(high: 0, low: 9), spanID: SpanID(value: 8))],
            status: Status(code: .error, message: "too late"), resource: [KeyValue(key: "host.name", value: "a")],
            scope: InstrumentationScope(name: "http", version: "1.2"))
        let child = span(2, parent: 1, name: "SELECT", service: "db")
        let json = text(JaegerJSON.traces(JaegerJSON.TraceList([Trace(id: traceID, spans: [root, child])])))
        let id = "4bf92f3577b34da6a3ce929d0e0e4736"
        #expect(
            json == """
                {"data":[{"traceID":"\(id)","spans":[{"traceID":"\(id)","spanID":"0000000000000001",\
                "operationName":"GET /cart","references":[{"refType":"FOLLOWS_FROM",\
                "traceID":"00000000000000000000000000000009","spanID":"0000000000000008"}],\
                "startTime":1000000000000000,"duration":2500,"tags":[\
                {"key":"span.kind","type":"string","value":"server"},\
                {"key":"http.response.status_code","type":"int64","value":500},\
                {"key":"otel.status_code","type":"string","value":"ERROR"},\
                {"key":"error","type":"bool","value":true},\
                {"key":"otel.status_description","type":"string","value":"too late"},\
                {"key":"otel.scope.name","type":"string","value":"http"},\
                {"key":"otel.scope.version","type":"string","value":"1.2"}],\
                "logs":[{"timestamp":1000000000000500,"fields":[{"key":"event","type":"string","value":"exception"},\
                {"key":"exception.type","type":"string","value":"Timeout"}]}],"processID":"p1","warnings":null},\
                {"traceID":"\(id)","spanID":"0000000000000002","operationName":"SELECT",\
                "references":[{"refType":"CHILD_OF","traceID":"\(id)","spanID":"0000000000000001"}],\
                "startTime":1000000000000000,"duration":1000,"tags":[\
                {"key":"span.kind","type":"string","value":"internal"}],"logs":[],"processID":"p2","warnings":null}],\
                "processes":{"p1":{"serviceName":"shop","tags":[{"key":"host.name","type":"string","value":"a"}]},\
                "p2":{"serviceName":"db","tags":[]}},"warnings":null}],"total":1,"limit":0,"offset":0,"errors":null}
                """)
    }

    @Test(
        "a tag keeps its value's type",
        arguments: [
            (.string("x"), #""type":"string","value":"x""#), (.bool(false), #""type":"bool","value":false"#),
            (.int(-7), #""type":"int64","value":-7"#), (.double(0.25), #""type":"float64","value":0.25"#),
            (.int(9_007_199_254_740_992), #""type":"int64","value":9007199254740992"#),
            (.int(9_007_199_254_740_993), #""type":"int64","value":"9007199254740993""#),
            (.int(.min), #""type":"int64","value":"-9223372036854775808""#),
            (.double(.nan), #""type":"float64","value":"NaN""#), (.bytes([]), #""type":"binary","value":"""#),
            (.bytes([0xFF]), #""type":"binary","value":"/w==""#), (.bytes([1, 2]), #""type":"binary","value":"AQI=""#),
            (.bytes([1, 2, 3]), #""type":"binary","value":"AQID""#), (.empty, #""type":"string","value":"""#),
            (.array([.int(1), .string("a")]), #""type":"string","value":"[1,\"a\"]""#),
            (.keyValueList([KeyValue(key: "k", value: .empty)]), #""type":"string","value":"{\"k\":null}""#),
        ] as [(AnyValue, String)])
    func tagTypes(value: AnyValue, expected: String) {
        let trace = Trace(id: traceID, spans: [span(1, attributes: [KeyValue(key: "k", value: value)])])
        #expect(text(JaegerJSON.traces(JaegerJSON.TraceList([trace]))).contains(#"{"key":"k",\#(expected)}"#))
    }

    @Test("spans of one resource share a process")
    func processes() {
        let spans = [span(1), span(2, service: "other"), span(3), span(4, service: nil)]
        let json = text(JaegerJSON.traces(JaegerJSON.TraceList([Trace(id: traceID, spans: spans)])))
        #expect(json.contains(#""processes":{"p1":{"serviceName":"shop","tags":[]},"p2":{"serviceName":"other""#))
        #expect(json.contains(#""p3":{"serviceName":"unknown_service""#))
        #expect(!json.contains("p4"))
    }

    @Test("what is odd about a span is said in its warnings")
    func warnings() {
        var odd = span(1, parent: 7)
        odd.span.endTimeUnixNano = odd.span.startTimeUnixNano - 1
        odd.span.droppedEventsCount = 3
        let json = text(JaegerJSON.traces(JaegerJSON.TraceList([Trace(id: traceID, spans: [odd])])))
        #expect(json.contains(#""duration":0"#))
        #expect(
            json.contains(
                #""warnings":["the parent span 0000000000000007 is missing","the span ends before it starts","3 events were dropped at the source"]"#
            ))
    }

    @Test("an attribute named like a made tag does not appear twice")
    func noDuplicateTags() {
        let span = span(
            1, kind: .client,
            attributes: [KeyValue(key: "error", value: true), KeyValue(key: "span.kind", value: "x")],
            status: Status(code: .error))
        let json = text(JaegerJSON.traces(JaegerJSON.TraceList([Trace(id: traceID, spans: [span])])))
        #expect(json.split(separator: #""key":"error""#, omittingEmptySubsequences: false).count == 2)
        #expect(json.split(separator: #""key":"span.kind""#, omittingEmptySubsequences: false).count == 2)
    }

    @Test("lists and failures have the same envelope")
    func envelopes() {
        #expect(
            text(JaegerJSON.names(["a\"", "b"]))
                == #"{"data":["a\"","b"],"total":2,"limit":0,"offset":0,"errors":null}"#)
        let json = text(JaegerJSON.traces(JaegerJSON.TraceList([]), limit: 5))
        #expect(json == #"{"data":[],"total":0,"limit":5,"offset":0,"errors":null}"#)
        let operations = [Operation(name: "GET", kind: .server), Operation(name: "?", kind: .unspecified)]
        #expect(
            text(JaegerJSON.operations(operations))
                == #"{"data":[{"name":"GET","spanKind":"server"},{"name":"?","spanKind":""}],"total":2,"limit":0,"offset":0,"errors":null}"#
        )
        #expect(
            text(JaegerJSON.failure([.init(code: 404, message: "trace not found", traceID: "2a")]))
                == #"{"data":null,"total":0,"limit":0,"offset":0,"errors":[{"code":404,"msg":"trace not found","traceID":"2a"}]}"#
        )
    }

    @Test("traces survive the way through OTLP and back")
    func grouping() {
        let scope = InstrumentationScope(name: "http")
        let spans = [
            span(1, start: 10), span(2, start: 20, service: "db"), span(3, start: 30, scope: scope), span(4, start: 40),
        ]
        let request = ExportTraceServiceRequest([Trace(id: traceID, spans: spans)])
        #expect(request.resourceSpans.map { $0.scopeSpans.map(\.spans.count) } == [[2, 1], [1]])
        #expect(request.traces == [Trace(id: traceID, spans: spans)])
    }
}
