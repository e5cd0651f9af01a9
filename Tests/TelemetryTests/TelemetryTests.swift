import Logging
import OTLP
import ServiceLifecycle
import Testing
import Tracing

@testable import Telemetry

@Suite struct TelemetryTests {
    private func telemetry(_ url: String, _ environment: [String: String] = [:]) throws -> Telemetry {
        let base = ["OTEL_EXPORTER_OTLP_ENDPOINT": url, "OTEL_BSP_SCHEDULE_DELAY": "3600000"]
        return try Telemetry(environment: base.merging(environment) { $1 }, serviceName: "test")
    }

    private func end(_ count: Int, _ tracer: TelemetryTracer) {
        for index in 0..<count { tracer.startSpan("\(index)", kind: .internal).end() }
    }

    @Test func aGracefulShutdownDeliversEverySpan() async throws {
        try await CollectorStub.run { stub, url in
            let telemetry = try telemetry(url)
            let group = ServiceGroup(services: [telemetry], logger: Logger(label: "test"))
            end(1000, telemetry.tracer)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            #expect(try stub.names.count == 1000)
        }
    }

    @Test func aCancellationDeliversEverySpan() async throws {
        try await CollectorStub.run { stub, url in
            let telemetry = try telemetry(url)
            end(1000, telemetry.tracer)
            let task = Task { await telemetry.run() }
            task.cancel()
            await task.value
            #expect(try stub.names.count == 1000)
        }
    }

    @Test func withoutRunningAShutdownDeliversEverySpan() async throws {
        try await CollectorStub.run { stub, url in
            let telemetry = try telemetry(url, ["OTEL_EXPORTER_OTLP_COMPRESSION": "gzip"])
            end(3, telemetry.tracer)
            await telemetry.shutdown()
            #expect(try stub.names == ["0", "1", "2"])
        }
    }

    @Test func theResourceDescribesTheProcess() async throws {
        try await CollectorStub.run { stub, url in
            let telemetry = try telemetry(
                url, ["OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=test,host.name=mine"])
            end(1, telemetry.tracer)
            await telemetry.shutdown()

            let resource = try #require(try stub.received.first?.request().resourceSpans.first?.resource)
            #expect(resource.attributes["service.name"] == "test")
            #expect(resource.attributes["deployment.environment.name"] == "test")
            #expect(resource.attributes["host.name"] == "mine")
            #expect(resource.attributes["telemetry.sdk.name"] == "cairn")
            #expect(resource.attributes["telemetry.sdk.language"] == "swift")
            for key in [
                "telemetry.sdk.version", "service.instance.id", "process.pid", "process.executable.name",
                "process.runtime.name", "host.arch", "os.type",
            ] {
                #expect(resource.attributes[key] != nil, "\(key)")
            }
            #expect(Set(resource.attributes.map(\.key)).count == resource.attributes.count)
        }
    }

    @Test(arguments: [["OTEL_SDK_DISABLED": "TRUE"], ["OTEL_TRACES_EXPORTER": "none"]])
    func withoutAnExporterNothingIsSentAndContextsFlow(environment: [String: String]) async throws {
        try await CollectorStub.run { stub, url in
            let telemetry = try telemetry(url, environment)
            let span = telemetry.tracer.startSpan("a", kind: .server, context: .active(.fixture()))
            #expect(!span.isRecording)
            #expect(span.spanContext.traceID == SpanContext.fixture().traceID)
            span.end()
            await telemetry.forceFlush()
            await telemetry.shutdown()
            #expect(stub.received.isEmpty)
        }
    }

    @Test func warningsAreLogged() throws {
        let log = LogCapture()
        _ = try Telemetry(
            environment: ["OTEL_TRACES_SAMPLER": "x", "OTEL_TRACES_EXPORTER": "none"], serviceName: "test",
            logger: Logger(label: "test") { _ in log })
        #expect(log.messages.contains { $0.hasPrefix("OTEL_TRACES_SAMPLER=x: ") })
    }

    @Test func aCollectorThatIsAwayIsLoggedOnce() async throws {
        let log = LogCapture()
        let telemetry = try Telemetry(
            environment: ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_BSP_EXPORT_TIMEOUT": "20"],
            serviceName: "test",
            logger: Logger(label: "test") { _ in log })
        for _ in 0..<3 {
            end(1, telemetry.tracer)
            await telemetry.forceFlush()
        }
        await telemetry.shutdown()
        #expect(log.messages.count == 1)
        #expect(log.messages.first?.contains("spans were not exported") == true)
    }

    @Test func logLinesInsideOfASpanCarryItsIdentifiers() {
        let metadata = ServiceContext.$current.withValue(.active(.fixture())) {
            Logger.MetadataProvider.traceContext.get()
        }

        #expect(metadata["trace_id"]?.description == SpanContext.fixture().traceID.description)
        #expect(metadata["span_id"]?.description == SpanContext.fixture().spanID.description)
        #expect(metadata["trace_flags"]?.description == "01")
        #expect(Logger.MetadataProvider.traceContext.get().isEmpty)
    }

    @Test func theConsoleLineNamesWhatMatters() {
        let span = OTLP.Span(
            traceID: SpanContext.fixture().traceID, spanID: SpanContext.fixture().spanID, name: "GET /", kind: .server,
            startTimeUnixNano: 1, endTimeUnixNano: 8, attributes: [KeyValue(key: "http.route", value: "/")],
            status: Status(code: .error))
        #expect(ConsoleExporter.line(for: span).hasPrefix("GET / kind=server trace=0af7"))
        #expect(ConsoleExporter.line(for: span).contains("duration=7ns status=error http.route="))
    }
}
