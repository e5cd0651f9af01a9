import Testing

@testable import LocalStack

@Suite struct JaegerTraceTests {
    private static func span(_ id: String, parent: String? = nil, of service: String, tags: [String] = [])
        -> JaegerTrace.Span
    {
        .init(
            spanID: id, references: parent.map { [.init(refType: "CHILD_OF", spanID: $0)] } ?? [], processID: service,
            tags: tags.map { .init(key: $0) })
    }

    private static let whole = [
        span("1", of: "gateway"),
        span("2", parent: "1", of: "auth"), span("3", parent: "2", of: "auth", tags: ["db.system.name"]),
        span("4", parent: "1", of: "dummy"), span("5", parent: "4", of: "dummy", tags: ["db.system.name"]),
    ]

    @Test(
        arguments: [
            ("a whole trace", whole, []),
            ("no span", [], ["the spans of gateway", "the spans of auth", "the spans of dummy"]),
            ("no query", Array(whole[...3]), ["the queries of dummy"]),
            ("no root", Array(whole[1...]), ["the spans of gateway", "the parent of a span"]),
        ] as [(String, [JaegerTrace.Span], [String])])
    func `given the spans of a trace, when it is checked, then what it lacks is named`(
        name: String, spans: [JaegerTrace.Span], expected: [String]
    ) {
        let processes = Dictionary(
            uniqueKeysWithValues: ["gateway", "auth", "dummy"].map { ($0, JaegerTrace.Process(serviceName: $0)) })
        #expect(JaegerTrace(spans: spans, processes: processes).missing == expected)
    }

    @Test(
        arguments: [
            ("a header", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c"),
            ("none", nil, nil), ("too short an id", "00-0af7-b7ad6b7169203331-01", nil), ("nonsense", "hello", nil),
        ] as [(String, String?, String?)])
    func `given a traceresponse, when its trace is sought, then its id comes out`(
        name: String, header: String?, expected: String?
    ) {
        #expect(Demo.traceID(in: header) == expected)
    }

    @Test(
        arguments: [
            ("a read", "GET", nil, true, #"$ curl http://h/e -H "authorization: Bearer $TOKEN""#),
            ("a write", "POST", "{}", false, "$ curl -X POST http://h/e -H 'content-type: application/json' -d '{}'"),
        ] as [(String, String, String?, Bool, String)])
    func `given a request, when it is shown, then it is a curl command without the token`(
        name: String, method: String, json: String?, hasToken: Bool, expected: String
    ) {
        #expect(DemoClient.curl(method, "http://h/e", json: json, hasToken: hasToken) == expected)
    }
}
