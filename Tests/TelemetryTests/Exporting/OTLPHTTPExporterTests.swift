import HTTPTypes
import OTLP
import Testing
import Tracing

@testable import Telemetry

@Suite struct OTLPHTTPExporterTests {
    private let resource = Resource(attributes: [KeyValue(key: "service.name", value: "test")])
    private let quick = RetryPolicy(firstDelay: .milliseconds(1), longestDelay: .milliseconds(5))

    /// Exports one span to a server that answers so.
    private func export(
        to answers: [CollectorStub.Answer], isCompressed: Bool = false, headers: [OTLPConfiguration.Header] = [],
        timeout: Duration = .seconds(30),
        _ check: (ExportResult, CollectorStub) async throws -> Void
    ) async throws {
        try await CollectorStub.run(answers) { stub, url in
            let result = await export(
                OTLPConfiguration(endpoint: url + "/v1/traces", headers: headers, isCompressed: isCompressed),
                timeout: timeout)
            try await check(result, stub)
        }
    }

    private func export(_ configuration: OTLPConfiguration, timeout: Duration = .seconds(30)) async -> ExportResult {
        let exporter = OTLPHTTPExporter(
            configuration: configuration, exportTimeout: timeout, resource: resource,
            scope: InstrumentationScope(name: "tests", version: "1"), retryPolicy: quick)
        let span = TelemetryTracer(processor: DiscardingProcessor()).startSpan("GET /", kind: .server)
        span.setAttribute("http.response.status_code", 200)
        span.end()
        let result = await exporter.export([span])
        await exporter.shutdown()
        return result
    }

    @Test(arguments: [false, true]) func spansArriveAsTheyWereRecorded(isCompressed: Bool) async throws {
        let headers = [OTLPConfiguration.Header(key: "authorization", value: "Bearer token")]
        try await export(to: [], isCompressed: isCompressed, headers: headers) { result, stub in
            #expect(result.isSuccess)
            let received = try #require(stub.received.first)
            #expect(received.headers[.contentType] == "application/x-protobuf")
            #expect(received.headers[.contentEncoding] == (isCompressed ? "gzip" : nil))
            #expect(received.headers[.authorization] == "Bearer token")
            let group = try #require(try received.request().resourceSpans.first)
            #expect(group.resource == resource)
            #expect(group.scopeSpans.first?.scope.name == "tests")
            let span = try #require(group.scopeSpans.first?.spans.first)
            #expect(span.name == "GET /")
            #expect(span.kind == .server)
            #expect(span.attributes["http.response.status_code"] == 200)
        }
    }

    @Test func aServerThatIsBusyIsAskedAgainWhenItSays() async throws {
        try await export(to: [.status(503, retryAfter: "1"), .ok]) { result, stub in
            #expect(result.isSuccess)
            #expect(stub.received.count == 2)
        }
    }

    @Test(arguments: [429, 502, 503, 504]) func theseStatusesAreRetried(status: Int) async throws {
        try await export(to: [.status(status), .status(status), .ok]) { result, stub in
            #expect(result.isSuccess)
            #expect(stub.received.count == 3)
        }
    }

    @Test(arguments: [400, 401, 404, 413, 500]) func theseStatusesAreFinal(status: Int) async throws {
        try await export(to: [.status(status)]) { result, stub in
            #expect(result.error?.message.contains("\(status)") == true)
            #expect(stub.received.count == 1)
        }
    }

    @Test func aBrokenConnectionIsRetried() async throws {
        try await export(to: [.broken, .broken, .ok]) { result, stub in
            #expect(result.isSuccess)
            #expect(stub.received.count == 3)
        }
    }

    @Test func anUnreachableCollectorIsGivenUpWithinTheTimeout() async {
        // Nobody listens at a port below 1024 that no service is meant for.
        let result = await export(OTLPConfiguration(endpoint: "http://127.0.0.1:1"), timeout: .milliseconds(100))
        #expect(result.error?.code == .exportFailed)
    }

    @Test func aLongRetryAfterIsNotWaitedFor() async throws {
        try await export(to: [.status(503, retryAfter: "3600")]) { result, stub in
            #expect(result.error != nil)
            #expect(stub.received.count == 1)
        }
    }

    @Test func aPartialSuccessIsTold() async throws {
        try await export(to: [.partialSuccess(rejected: 3, message: "too old")]) { result, _ in
            guard case .partialSuccess(3, "too old") = result else {
                Issue.record("\(result)")
                return
            }
        }
    }

    @Test func aCertificateThatCannotBeReadIsToldAndNotRetried() async {
        let tls = OTLPConfiguration.TLSFiles(certificate: "/nonexistent.pem")
        let result = await export(OTLPConfiguration(endpoint: "https://127.0.0.1:1", tls: tls))
        #expect(result.error?.code == .invalidConfiguration)
    }

    @Test func theExporterDoesNotTraceItself() async throws {
        // Given a tracer that is the whole task's, also for the HTTP client ...
        try await CollectorStub.run { stub, url in
            let telemetry = Telemetry(
                configuration: try TelemetryConfiguration(
                    environment: ["OTEL_EXPORTER_OTLP_ENDPOINT": url], serviceName: "test"))
            // ... when spans are exported out of a span ...
            await withTracer(telemetry.tracer) {
                await telemetry.tracer.withSpan("outer", kind: .internal) { _ in
                    telemetry.tracer.startSpan("inner", kind: .internal).end()
                    await telemetry.forceFlush()
                }
                await telemetry.forceFlush()
                await telemetry.shutdown()
            }
            // ... then nothing else arrives, and no request carries a context.
            #expect(try stub.names == ["inner", "outer"])
            #expect(stub.received.allSatisfy { $0.headers[.init("traceparent")!] == nil })
        }
    }
}

/// Takes spans and keeps none.
private struct DiscardingProcessor: SpanProcessor {
    func onEnd(_ span: TelemetryTracer.Span) {}
}

extension ExportResult {
    fileprivate var isSuccess: Bool {
        if case .success = self { true } else { false }
    }

    fileprivate var error: TelemetryError? {
        if case .failure(let error) = self { error } else { nil }
    }
}
