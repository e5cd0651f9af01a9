import OTLP
import Testing

@Suite("OTLP/JSON")
struct JSONTests {
    private func span(_ members: String) throws -> OTLP.Span {
        let ids = #""traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174""#
        let json = #"{"resourceSpans":[{"scopeSpans":[{"spans":[{\#(ids),\#(members)}]}]}]}"#
        return try ExportTraceServiceRequest(json: Array(json.utf8)).resourceSpans[0].scopeSpans[0].spans[0]
    }

    private func attribute(_ value: String) throws -> AnyValue? {
        try span(#""attributes":[{"key":"k","value":\#(value)}]"#).attributes["k"]
    }

    @Test("Given a request with everything in it, when it is written and read, then it is the same")
    func roundTrip() throws {
        let json = ExportTraceServiceRequest.complete.json()
        #expect(try ExportTraceServiceRequest(json: json) == .complete)
    }

    @Test("Given a span, then its JSON follows OTLP's departures from proto3")
    func format() {
        let span = OTLP.Span(
            traceID: TraceID(high: 1, low: 2), spanID: SpanID(value: 3), name: "a", kind: .client, startTimeUnixNano: 4,
            attributes: [KeyValue(key: "k", value: 5)])
        let request = ExportTraceServiceRequest(resourceSpans: [ResourceSpans(scopeSpans: [ScopeSpans(spans: [span])])])
        let ids = #""traceId":"00000000000000010000000000000002","spanId":"0000000000000003""#
        let rest = #""name":"a","kind":3,"startTimeUnixNano":"4","attributes":[{"key":"k","value":{"intValue":"5"}}]"#
        #expect(
            String(decoding: request.json(), as: UTF8.self)
                == #"{"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[{\#(ids),\#(rest)}]}]}]}"#)
    }

    @Test(
        "Given a value, then it is read as its type",
        arguments: [
            (#"{"stringValue":"a\u00e9\ud83d\ude00\n\/"}"#, AnyValue.string("aé😀\n/")), (#"{"boolValue":true}"#, true),
            (#"{"intValue":"-9223372036854775808"}"#, .int(.min)), (#"{"intValue":12}"#, 12),
            (#"{"intValue":1e3}"#, 1_000), (#"{"doubleValue":-1.5e-3}"#, -0.0015), (#"{"doubleValue":"2"}"#, 2.0),
            (#"{"doubleValue":"Infinity"}"#, .double(.infinity)), (#"{"bytesValue":"AP8H"}"#, .bytes([0, 255, 7])),
            (#"{"bytesValue":"_-8"}"#, .bytes([255, 239])), (#"{"arrayValue":{}}"#, .array([])),
            (#"{"arrayValue":{"values":[{"intValue":"1"},{}]}}"#, .array([1, .empty])),
            (
                #"{"kvlistValue":{"values":[{"key":"x","value":{"boolValue":false}}]}}"#,
                .keyValueList([KeyValue(key: "x", value: false)])
            ),
            (#"{}"#, .empty), (#"{"unknownValue":[{"a":{}}],"stringValue":"s"}"#, "s"), (#"{"stringValue":""}"#, ""),
            (#"{"stringValue":"\ud83dx"}"#, "\u{FFFD}x"),
        ] as [(String, AnyValue)])
    func values(_ json: String, _ expected: AnyValue) throws {
        #expect(try attribute(json) == expected)
    }

    @Test(
        "Given JSON that is malformed or of the wrong types, then it is refused",
        arguments: [
            "", "{", "[]", "1", "{} x", #"{"resourceSpans":{}}"#, #"{"resourceSpans":[1]}"#, "{'a':1}", #"{"a":01}"#,
            #"{"a":1.}"#, #"{"a":tru}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#, "{\"a\":\"\n\"}", #"{"a":1,}"#,
            #"{"a":[1,]}"#,
            #"{"a" 1}"#, #"{"a":"b}"#, #"{"a":"\"#, #"{"a":-}"#, #"{"a":1e}"#,
        ])
    func malformed(_ json: String) {
        let error = #expect(throws: OTLPError.self) { try ExportTraceServiceRequest(json: Array(json.utf8)) }
        #expect(error?.code == .malformed)
    }

    @Test(
        "Given a member of the wrong type, then the error names its path",
        arguments: [
            (#""kind":"SPAN_KIND_SERVER""#, "resourceSpans[0].scopeSpans[0].spans[0].kind"),
            (#""parentSpanId":"12""#, "spans[0].parentSpanId"), (#""name":1"#, "spans[0].name"),
            (#""startTimeUnixNano":"-1""#, "startTimeUnixNano"), (#""links":[{"traceId":"zz"}]"#, "links[0].traceId"),
            (#""attributes":[{"key":"a","value":{"boolValue":"true"}}]"#, "attributes[0].value.boolValue"),
            (#""attributes":[{"key":"a","value":{"doubleValue":"0x1"}}]"#, "doubleValue"),
            (#""attributes":[{"key":"a","value":{"bytesValue":"A"}}]"#, "bytesValue"), (#""status":3"#, "status"),
        ])
    func wrongTypes(_ members: String, _ path: String) {
        let error = #expect(throws: OTLPError.self) { try span(members) }
        #expect(error?.message.contains(path) == true)
    }

    @Test("Given nulls and unknown members, then they count for nothing")
    func lenient() throws {
        let span = try span(
            #""parentSpanId":"","name":null,"status":null,"later":{"a":[1,2.5e9,null,true]},"flags":257"#)
        #expect(span.parentSpanID == nil && span.name.isEmpty && span.flags == 257)
        #expect(span.traceID.description == "5b8efff798038103d269b633813fc60c")
    }

    @Test("Given nesting beyond the limit, in values or in JSON, then it is refused and nothing overflows")
    func nesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: #"{"arrayValue":{"values":["#, count: depth) + #"{"intValue":"1"}"#
                + String(repeating: "]}}", count: depth)
        }
        #expect(throws: Never.self) { try attribute(nested(32)) }
        for json in [nested(33), nested(100_000), String(repeating: "[", count: 1_000_000)] {
            let error = #expect(throws: OTLPError.self) { try attribute(json) }
            #expect(error?.code == .limitExceeded)
        }
    }

    @Test("Given more values than the memory for a decoded message allows, then the request is refused")
    func tooManyValues() {
        let json = "{\"unknown\":[" + String(repeating: "[],", count: 10_000) + "[]]}"
        let error = #expect(throws: OTLPError.self) {
            try ExportTraceServiceRequest(json: Array(json.utf8), limits: Limits(maximumArenaBytes: 600_000))
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test("Given bytes that are not UTF-8, then the error tells the byte")
    func invalidUTF8() {
        let error = #expect(throws: OTLPError.self) {
            try ExportTraceServiceRequest(json: Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8))
        }
        #expect(error?.code == .invalidUTF8 && error?.offset == 6)
    }

    @Test("Given JSON cut at any byte, then it is refused")
    func truncated() {
        let json = ExportTraceServiceRequest.complete.json()
        for count in 0..<json.count {
            #expect(throws: OTLPError.self) { try ExportTraceServiceRequest(json: Array(json[..<count])) }
        }
    }

    @Test("Given an answer, then it is written with its number as text")
    func response() throws {
        let partial = ExportTraceServiceResponse(partialSuccess: .init(rejectedSpans: 2, errorMessage: "ids"))
        #expect(
            String(decoding: partial.json(), as: UTF8.self)
                == #"{"partialSuccess":{"rejectedSpans":"2","errorMessage":"ids"}}"#)
        #expect(try ExportTraceServiceResponse(json: partial.json()) == partial)
        #expect(String(decoding: ExportTraceServiceResponse().json(), as: UTF8.self) == "{}")
    }

    @Test(
        "Given a value, then its description is plain text",
        arguments: [
            (AnyValue.empty, ""), ("a b", "a b"), (true, "true"), (-42, "-42"), (0.5, "0.5"), (.bytes([1, 2]), "AQI="),
            (.array([1, "x", .empty, 1.5]), #"[1,"x",null,1.5]"#),
            (.keyValueList([KeyValue(key: "k", value: .array([true]))]), #"{"k":[true]}"#),
        ] as [(AnyValue, String)])
    func descriptions(_ value: AnyValue, _ text: String) {
        #expect(value.description == text)
    }
}
