import OTLP
import SpanStore
import Testing
import TraceQuery

@Suite("Conditions in a trace query")
struct ConditionTests {
    private func filter(_ conditions: String...) throws(QueryError) -> SpanFilter {
        try TraceQueryParameters.filter(conditions.map { ("where", $0) })
    }

    private static func attribute(
        _ scope: SpanFilter.Attribute.Scope, _ key: String, _ comparison: SpanFilter.Attribute.Comparison,
        _ value: String
    ) -> SpanFilter {
        SpanFilter(attributes: [.init(key: key, value: value, comparison: comparison, scope: scope)])
    }

    @Test(
        "a comparison is read",
        arguments: [
            (
                "span.http.response.status_code>=500",
                attribute(.span, "http.response.status_code", .greaterOrEqual, "500")
            ),
            ("span.a > 1", attribute(.span, "a", .greater, "1")), ("span.a<-1.5", attribute(.span, "a", .less, "-1.5")),
            ("  span.a  <=  1  ", attribute(.span, "a", .lessOrEqual, "1")),
            ("resource.host.name=~web-.*", attribute(.resource, "host.name", .matches, "web-.*")),
            (#"resource.host.name =~ "web-\d{2}|a b""#, attribute(.resource, "host.name", .matches, #"web-\d{2}|a b"#)),
            ("event.x=`\\n`", attribute(.event, "x", .equal, "\\n")),
            (#"link.x = "a\"b\\c\nd""#, attribute(.link, "x", .equal, "a\"b\\c\nd")),
            ("instrumentation.x != y", attribute(.instrumentation, "x", .notEqual, "y")),
            (".user.id = 7", attribute(.spanOrResource, "user.id", .equal, "7")),
            (#"span."a key = 1" = 2"#, attribute(.span, "a key = 1", .equal, "2")),
            ("span.a != nil", attribute(.span, "a", .exists, "")),
            (#"span.a != "nil""#, attribute(.span, "a", .notEqual, "nil")),
            (#"span.a = """#, attribute(.span, "a", .equal, "")), ("span.ä=ö", attribute(.span, "ä", .equal, "ö")),
            ("span.url=/a?b=c&d=e", attribute(.span, "url", .equal, "/a?b=c&d=e")),
            ("{ span.a = x}y }", attribute(.span, "a", .equal, "x}y")),
            ("{span.a=1}", attribute(.span, "a", .equal, "1")),
            ("name = \"GET /cart\"", SpanFilter(operation: "GET /cart")), ("kind=server", SpanFilter(kind: .server)),
            ("status = error", SpanFilter(status: .error)), ("status=unset", SpanFilter(status: .unset)),
            ("duration >= 10ms", SpanFilter(minimumDurationNano: 10_000_000)),
            ("duration > 10ns", SpanFilter(minimumDurationNano: 11)),
            ("duration<=1.5s", SpanFilter(maximumDurationNano: 1_500_000_000)),
            ("duration < 10ns", SpanFilter(maximumDurationNano: 9)),
            ("duration = 5us", SpanFilter(minimumDurationNano: 5_000, maximumDurationNano: 5_000)),
            (
                "duration > 1us && duration > 2us && duration < 9us && duration < 8us",
                SpanFilter(minimumDurationNano: 2_001, maximumDurationNano: 7_999)
            ),
            (
                "{ kind = client&&status = ok && span.a = 1 }",
                SpanFilter(
                    kind: .client, status: .ok,
                    attributes: [.init(key: "a", value: "1", comparison: .equal, scope: .span)])
            ),
        ] as [(String, SpanFilter)])
    func comparisons(text: String, expected: SpanFilter) throws {
        #expect(try filter(text) == expected)
    }

    @Test("several texts ask for all that they say, and what excludes itself asks for nothing that exists")
    func several() throws {
        #expect(try filter("kind = server", "status = ok") == SpanFilter(kind: .server, status: .ok))
        #expect(try filter("kind = server && kind = server").kind == .server)
        for texts in [["kind = server", "kind = client"], ["name = a && name = b"], ["duration < 0"]] {
            let filter = try TraceQueryParameters.filter(texts.map { ("where", $0) })
            #expect((filter.minimumDurationNano ?? 0) > (filter.maximumDurationNano ?? .max))
        }
    }

    @Test(
        "what cannot be read is named with its place",
        arguments: [
            ("span.a", 7, "a comparison should stand here"), ("span.a = ", 10, "a value should stand here"),
            ("= 1", 1, "a field"), ("span. = 1", 1, "“span.” has no key"),
            ("span.a == 1", 8, "a comparison should stand here"),
            ("span.a = 1 2", 12, "quotes"), ("span.a = 1 && ", 15, "a field"), ("span.a = 1 &&", 14, "a field"),
            ("{ span.a = 1", 13, "“}”"), ("span.a = 1 }", 12, "quotes"), ("span.a = \"x", 10, "this quote has no end"),
            ("span.\"a = 1", 6, "this quote has no end"), ("span.a !~ x", 8, "“!~” is not supported"),
            ("span.a = nil", 8, "spans without an attribute"), ("span.a =~ \"(\"", 11, "regular expression"),
            ("service = x", 1, "“service” is no field"), ("kind = butler", 8, "kind takes internal, server"),
            ("status = 500", 10, "status takes unset, ok or error"), ("kind != server", 6, "only be compared by ="),
            ("name =~ x", 6, "name can only be compared by ="), ("duration > 5", 12, "a duration such as"),
            ("duration =~ 5s", 10, "duration can only be compared by"), ("ä.b = 1", 1, "“ä.b” is no field"),
        ] as [(String, Int, String)])
    func malformed(text: String, place: Int, mentions: String) {
        let error = #expect(throws: QueryError.self) { try filter("status = ok", text) }
        #expect(error?.code == .invalidParameter)
        let message = error?.message ?? ""
        #expect(message.hasPrefix("parameter 'where': at character \(place) of “\(text)”: "), "\(message)")
        #expect(message.contains(mentions), "\(message)")
    }

    @Test("a search takes them, beside Jaeger's parameters")
    func search() throws {
        let parameters = PercentEncoding.parameters(ofQuery: "service=shop&where=span.a%3E1%26%26kind%3Dserver&where=")
        guard case .search(let search) = try TraceQueryParameters(parameters, nowUnixNano: 1) else {
            Issue.record("not a search")
            return
        }
        #expect(
            search.filter
                == SpanFilter(
                    service: "shop", kind: .server,
                    attributes: [.init(key: "a", value: "1", comparison: .greater, scope: .span)]))
    }
}
