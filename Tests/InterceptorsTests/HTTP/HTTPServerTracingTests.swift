import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interceptors
import NIOCore
import OTLP
import Synchronization
import Telemetry
import TestSupport
import Testing
import TraceTesting
import Tracing

@Suite struct HTTPServerTracingTests {
    struct Broken: Error {}

    /// What one request to a server of some routes leaves in the capture.
    private func span(
        _ uri: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:],
        capture: SpanCapture = SpanCapture(), routes: (Router<BasicRequestContext>) -> Void
    ) async throws -> (span: OTLP.Span, response: TestResponse) {
        let router = Router()
        router.add(middleware: HTTPServerTracing(tracer: capture.tracer))
        routes(router)
        let response = try await Application(router: router).test(.live) { client in
            let response = try await client.execute(uri: uri, method: method, headers: headers)
            try await eventually("the server's span") { !capture.spans(ofKind: .server).isEmpty }
            return response
        }
        return (try #require(capture.spans(ofKind: .server).first), response)
    }

    struct Route: CustomTestStringConvertible {
        let name: String
        var method = HTTPRequest.Method.get
        let uri: String
        let span: String
        var route: String?
        var status: Int64 = 200
        var testDescription: String { name }
    }

    @Test(arguments: [
        Route(name: "a fixed route", uri: "/entities", span: "GET /entities", route: "/entities"),
        Route(name: "a parameter", uri: "/entities/7", span: "GET /entities/{id}", route: "/entities/{id}"),
        Route(
            name: "a parameter after a colon", uri: "/users/7/name", span: "GET /users/{id}/name",
            route: "/users/{id}/name"),
        Route(
            name: "another method", method: .delete, uri: "/entities/7", span: "DELETE /entities/{id}",
            route: "/entities/{id}"),
        Route(name: "no route", uri: "/nowhere/7", span: "GET", status: 404),
        Route(
            name: "an unknown method", method: HTTPRequest.Method("PROPFIND")!, uri: "/pot", span: "HTTP", status: 404),
    ])
    func `a span is named by method and route template`(_ given: Route) async throws {
        let (span, _) = try await span(given.uri, method: given.method) { router in
            router.get("/entities") { _, _ in "" }
            router.get("/entities/{id}") { _, _ in "" }
            router.get("/users/:id/name") { _, _ in "" }
            router.delete("/entities/{id}") { _, _ in "" }
        }
        #expect(span.name == given.span)
        #expect(span.text("http.route") == given.route)
        #expect(span.number("http.response.status_code") == given.status)
        #expect(!span.isError)
    }

    @Test func `attributes follow the conventions, without secrets`() async throws {
        let headers: HTTPFields = [
            .userAgent: "tester/1", .authorization: "Bearer hunter2", .cookie: "session=hunter2",
            HTTPField.Name("X-Forwarded-For")!: "203.0.113.7, 10.0.0.1",
        ]
        let (span, _) = try await span("/login?code=hunter2&page=2", headers: headers) {
            $0.get("/login") { _, _ in "" }
        }
        #expect(span.kind == .server)
        #expect(span.text("http.request.method") == "GET")
        #expect(span.text("url.path") == "/login")
        #expect(span.text("url.query") == "code=REDACTED&page=2")
        #expect(span.text("url.scheme") == "http")
        #expect(span.text("user_agent.original") == "tester/1")
        #expect(span.text("client.address") == "203.0.113.7")
        #expect(span.text("server.address") == "localhost")
        #expect(span.number("server.port") == 80)
        #expect(span.text("network.protocol.version") == "1.1")
        #expect(!"\(span)".contains("hunter2"))
    }

    @Test func `an unknown method is kept beside _OTHER`() async throws {
        let (span, _) = try await span("/", method: HTTPRequest.Method("PROPFIND")!) { _ in }
        #expect(span.text("http.request.method") == "_OTHER")
        #expect(span.text("http.request.method_original") == "PROPFIND")
    }

    enum Outcome: String, CaseIterable, CustomTestStringConvertible {
        case returned404, thrown404, returned503, thrown503, unexpected
        var testDescription: String { rawValue }

        var status: Int64 {
            switch self {
            case .returned404, .thrown404: 404
            case .returned503, .thrown503: 503
            case .unexpected: 500
            }
        }

        func answer() throws -> Response {
            switch self {
            case .returned404: Response(status: .notFound)
            case .thrown404: throw HTTPError(.notFound)
            case .returned503: Response(status: .serviceUnavailable)
            case .thrown503: throw HTTPError(.serviceUnavailable)
            case .unexpected: throw Broken()
            }
        }
    }

    @Test(arguments: Outcome.allCases)
    func `only 5xx are the server's errors`(_ given: Outcome) async throws {
        let (span, response) = try await span("/") { $0.get("/") { _, _ in try given.answer() } }
        #expect(response.status.code == Int(given.status))
        #expect(span.number("http.response.status_code") == given.status)
        #expect(span.isError == (given.status >= 500))
        switch given {
        case .returned404, .thrown404: #expect(span.text("error.type") == nil)
        case .returned503, .thrown503: #expect(span.text("error.type") == "503")
        case .unexpected: #expect(span.text("error.type")?.hasSuffix("Broken") == true)
        }
        #expect(span.events.isEmpty == [.returned404, .thrown404, .returned503].contains(given))
    }

    @Test(arguments: [Outcome.returned404, .thrown404, .returned503, .thrown503])
    func `the response names its trace, also when it tells an error`(_ given: Outcome) async throws {
        let (span, response) = try await span("/") { $0.get("/") { _, _ in try given.answer() } }
        let value = "00-\(span.traceID)-\(span.spanID)-01"
        #expect(response.headers[HTTPField.Name("traceresponse")!] == value)
        #expect(response.headers[HTTPField.Name("Server-Timing")!] == "traceparent;desc=\"\(value)\"")
    }

    static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test(arguments: [(1, true), (2, false)])
    func `a traceparent is continued unless it is repeated`(count: Int, isContinued: Bool) async throws {
        var headers = HTTPFields()
        for _ in 0..<count { headers.append(HTTPField(name: HTTPField.Name("traceparent")!, value: Self.parent)) }
        let (span, response) = try await span("/", headers: headers) { $0.get("/") { _, _ in "" } }
        #expect((span.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736") == isContinued)
        #expect(span.parentSpanID?.description == (isContinued ? "00f067aa0ba902b7" : nil))
        #expect(response.headers[HTTPField.Name("traceresponse")!]?.contains("\(span.traceID)") == true)
    }

    @Test func `the span is current in handler and body, and ends after the body`() async throws {
        let capture = SpanCapture()
        let openWhileWriting = Mutex(false)
        let (span, response) = try await span("/", capture: capture) { router in
            router.get("/") { _, _ in
                capture.tracer.withSpan("in handler") { _ in }
                return Response(
                    status: .ok,
                    body: ResponseBody { writer in
                        try await writer.write(ByteBuffer(string: "a"))
                        capture.tracer.withSpan("in body") { _ in }
                        openWhileWriting.withLock { $0 = capture.spans(ofKind: .server).isEmpty }
                        try await writer.finish(nil)
                    })
            }
        }
        #expect(String(buffer: response.body) == "a")
        #expect(openWhileWriting.withLock { $0 })
        #expect(capture.children(of: span).map(\.name) == ["in handler", "in body"])
    }

    @Test func `a body that breaks off is an error`() async throws {
        let capture = SpanCapture()
        let router = Router()
        router.add(middleware: HTTPServerTracing(tracer: capture.tracer))
        router.get("/") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "a"))
                    throw Broken()
                })
        }
        try await Application(router: router).test(.live) { client in
            _ = try? await client.execute(uri: "/", method: .get)
            try await eventually("the span") { !capture.spans.isEmpty }
        }
        #expect(capture.spans[0].isError)
        #expect(capture.spans[0].text("error.type")?.hasSuffix("Broken") == true)
        #expect(capture.spans[0].number("http.response.status_code") == 200)
    }

    @Test func `a body keeps its length`() async throws {
        let (_, response) = try await span("/") { $0.get("/") { _, _ in "hello" } }
        #expect(response.headers[HTTPField.Name.contentLength] == "5")
        #expect(String(buffer: response.body) == "hello")
    }

    @Test func `excluded requests make no span`() async throws {
        let capture = SpanCapture()
        let router = Router()
        router.add(middleware: HTTPServerTracing(tracer: capture.tracer) { $0.uri.path == "/healthz" })
        router.get("/healthz") { _, _ in "" }
        router.get("/") { _, _ in "" }
        try await Application(router: router).test(.live) { client in
            let response = try await client.execute(uri: "/healthz", method: .get)
            #expect(response.headers[HTTPField.Name("traceresponse")!] == nil)
            _ = try await client.execute(uri: "/", method: .get)
            try await eventually("the other request's span") { capture.spans.count == 1 }
        }
        #expect(capture.spans[0].name == "GET /")
    }

    @Test func `concurrent requests make traces of their own`() async throws {
        let capture = SpanCapture()
        let router = Router()
        router.add(middleware: HTTPServerTracing(tracer: capture.tracer))
        router.get("/{n}") { _, context in
            await capture.tracer.withSpan("in handler") { _ in await Task.yield() }
            return context.parameters.get("n") ?? ""
        }
        try await Application(router: router).test(.ahc()) { client in
            try await withThrowingDiscardingTaskGroup { group in
                for worker in 0..<10 {
                    group.addTask {
                        for number in 0..<20 { _ = try await client.execute(uri: "/\(worker)-\(number)", method: .get) }
                    }
                }
            }
            try await eventually("all spans") { capture.spans.count == 400 }
        }
        #expect(capture.roots.count == 200)
        #expect(Set(capture.roots.map(\.traceID)).count == 200)
        for root in capture.roots { #expect(capture.children(of: root).map(\.name) == ["in handler"]) }
    }
}
