import GatewayService
import HTTPTypes
import HummingbirdTesting
import Interceptors
import OTLP
import SwiftProtobuf
import Telemetry
import TestSupport
import Testing
import TraceTesting

/// What of a request its trace shows, and what of its trace the answer shows.
struct TraceTests {
    @Test(arguments: [
        ("no session", HTTPRequest.Method.get, "/entities/1", 401, "GET /entities/{id}"),
        ("another method", .put, "/entities/1", 405, "PUT /entities/{id}"), ("no such path", .get, "/1", 404, "GET"),
    ])
    func `given a caller's trace, when its request is refused, then the problem and the span belong to it`(
        _: String, method: HTTPRequest.Method, path: String, status: Int, name: String
    ) async throws {
        let capture = SpanCapture()
        let traceparent = try #require(HTTPField.Name("traceparent"))
        let headers: HTTPFields = [traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]
        var options = RunningGateway.Options(tracer: capture.tracer)
        options.configuration.front.incomingContext = .trusted
        try await RunningGateway.with(options) { gateway in
            let response = try await gateway.send(method, path, headers: headers)
            try expectProblem(response, status)
            let body = try response.json.fields
            #expect(body["traceId"]?.stringValue == "4bf92f3577b34da6a3ce929d0e0e4736")
            let span = try await eventually("the end of the span") { capture.spans.first }
            #expect(span.name == name)
            #expect(span.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736")
        }
    }

    @Test func `given probes, when they are answered, then they leave no span`() async throws {
        let capture = SpanCapture()
        try await RunningGateway.with(.init(tracer: capture.tracer)) { gateway in
            for path in ["/healthz", "/readyz", "/user/me"] { _ = try await gateway.send(.get, path) }
            try await eventually("the end of the span") { !capture.spans.isEmpty }
            #expect(capture.spans.map(\.name) == ["GET /user/me"])
        }
    }
}
