import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interceptors
import NIOCore
import NIOHTTP1
import OTLP
import Synchronization
import Telemetry
import TestSupport
import Testing
import TraceTesting
import Tracing

@Suite struct TracedHTTPClientTests {
    /// Runs a traced client against a server of some routes.
    private func withServer(
        _ capture: SpanCapture, routes: (Router<BasicRequestContext>) -> Void,
        _ body: @Sendable (TracedHTTPClient, _ url: String) async throws -> Void
    ) async throws {
        let router = Router()
        routes(router)
        let client = TracedHTTPClient(tracer: capture.tracer)
        do {
            try await Application(router: router).test(.live) { server in
                try await body(client, "http://127.0.0.1:\(try #require(server.port))")
            }
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    @Test func `the span ends with the body`() async throws {
        let capture = SpanCapture()
        try await withServer(capture) {
            $0.get("/a") { _, _ in "hello" }
        } _: { client, url in
            let response = try await client.execute(HTTPClientRequest(url: "\(url)/a?token=t"), timeout: .seconds(60))
            #expect(capture.spans.isEmpty)
            #expect(String(buffer: try await response.body.collect(upTo: 100)) == "hello")
            let span = try #require(capture.spans.first)
            #expect(span.name == "GET")
            #expect(span.kind == .client)
            #expect(span.text("http.request.method") == "GET")
            #expect(span.text("url.full") == "\(url)/a?token=REDACTED")
            #expect(span.text("server.address") == "127.0.0.1")
            #expect(span.number("server.port").map { url.hasSuffix(":\($0)") } == true)
            #expect(span.number("http.response.status_code") == 200)
            #expect(span.text("network.protocol.version") == "1.1")
            #expect(!span.isError)
        }
    }

    @Test func `a response that nobody reads ends the span`() async throws {
        let capture = SpanCapture()
        try await withServer(capture) {
            $0.get("/") { _, _ in "hello" }
        } _: { client, url in
            _ = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(60))
            try await eventually("the span") { capture.spans.count == 1 }
        }
    }

    @Test(arguments: [HTTPResponse.Status.notFound, .serviceUnavailable])
    func `4xx and 5xx are the client's errors`(status: HTTPResponse.Status) async throws {
        let capture = SpanCapture()
        try await withServer(capture) {
            $0.get("/") { _, _ in status }
        } _: { client, url in
            let response = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(60))
            _ = try await response.body.collect(upTo: 100)
        }
        #expect(capture.spans.first?.text("error.type") == String(status.code))
        #expect(capture.spans.first?.isError == true)
    }

    @Test func `the request carries the span and nothing stale`() async throws {
        let capture = SpanCapture()
        let seen = Mutex<HTTPFields>([:])
        try await withServer(capture) { router in
            router.get("/") { request, _ in
                seen.withLock { $0 = request.headers }
                return ""
            }
        } _: { client, url in
            var request = HTTPClientRequest(url: url)
            request.headers.add(name: "traceparent", value: HTTPServerTracingTests.parent)
            request.headers.add(name: "Traceparent", value: HTTPServerTracingTests.parent)
            request.headers.add(name: "tracestate", value: "stale=1")
            _ = try await client.execute(request, timeout: .seconds(60)).body.collect(upTo: 100)
        }
        let span = try #require(capture.spans.first)
        let headers = seen.withLock { $0 }
        #expect(headers[HTTPField.Name("traceparent")!] == "00-\(span.traceID)-\(span.spanID)-01")
        #expect(headers[HTTPField.Name("tracestate")!] == nil)
    }

    @Test func `no connection is an error with its type`() async throws {
        let capture = SpanCapture()
        let client = TracedHTTPClient(tracer: capture.tracer)
        await #expect(throws: (any Error).self) {
            try await client.execute(HTTPClientRequest(url: "http://127.0.0.1:1/"), timeout: .milliseconds(500))
        }
        try await client.shutdown()
        #expect(capture.spans.first?.isError == true)
        #expect(capture.spans.first?.text("error.type") != nil)
    }

    @Test func `after the deadline nothing is sent`() async throws {
        let capture = SpanCapture()
        let client = TracedHTTPClient(tracer: capture.tracer)
        await #expect(throws: DeadlineExceeded.self) {
            try await Deadline.$current.withValue(Deadline(after: .zero)) {
                try await client.execute(HTTPClientRequest(url: "http://127.0.0.1:1/"), timeout: .seconds(60))
            }
        }
        try await client.shutdown()
        #expect(capture.spans.first?.isError == true)
    }
}
