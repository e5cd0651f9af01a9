import OTLP
import Telemetry
import Testing

@Suite struct TelemetryConfigurationTests {
    private func read(_ environment: [String: String]) throws -> TelemetryConfiguration {
        try TelemetryConfiguration(environment: environment, serviceName: "program")
    }

    @Test(arguments: [[:], Dictionary(uniqueKeysWithValues: names.map { ($0, " ") })])
    func withoutVariablesTheDefaultsHold(environment: [String: String]) throws {
        let configuration = try read(environment)

        #expect(!configuration.isDisabled)
        #expect(configuration.exporter == .otlp)
        #expect(configuration.sampler.description.hasPrefix("ParentBased{root:AlwaysOnSampler,"))
        #expect(configuration.propagator.fields == ["traceparent", "tracestate", "baggage"])
        #expect(configuration.limits == SpanLimits())
        #expect(configuration.batching == BatchConfiguration())
        #expect(configuration.otlp == OTLPConfiguration())
        #expect(configuration.resourceAttributes == [KeyValue(key: "service.name", value: "program")])
        #expect(configuration.warnings.isEmpty)
    }

    @Test func limitsAndBatchesAreRead() throws {
        let configuration = try read([
            "OTEL_ATTRIBUTE_COUNT_LIMIT": "10", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT": "100",
            "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT": "11", "OTEL_SPAN_EVENT_COUNT_LIMIT": "12",
            "OTEL_SPAN_LINK_COUNT_LIMIT": "13", "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT": "14",
            "OTEL_BSP_SCHEDULE_DELAY": "1000", "OTEL_BSP_EXPORT_TIMEOUT": "2000", "OTEL_BSP_MAX_QUEUE_SIZE": "64",
            "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "32",
        ])

        #expect(
            configuration.limits
                == SpanLimits(
                    attributeCount: 11, eventCount: 12, linkCount: 13, eventAttributeCount: 14,
                    linkAttributeCount: 10, attributeValueLength: 100))
        #expect(
            configuration.batching
                == BatchConfiguration(
                    queueSize: 64, scheduleDelay: .seconds(1), batchSize: 32, exportTimeout: .seconds(2)))
    }

    @Test(arguments: [
        ("always_on", "AlwaysOnSampler"), ("always_off", "AlwaysOffSampler"),
        ("traceidratio", "TraceIdRatioBased{0.25}"), ("parentbased_always_on", "ParentBased{root:AlwaysOnSampler,"),
        ("parentbased_always_off", "ParentBased{root:AlwaysOffSampler,"),
        ("parentbased_traceidratio", "ParentBased{root:TraceIdRatioBased{0.25},"),
    ])
    func samplersAreRead(value: String, expected: String) throws {
        let configuration = try read(["OTEL_TRACES_SAMPLER": value, "OTEL_TRACES_SAMPLER_ARG": "0.25"])
        #expect(configuration.sampler.description.hasPrefix(expected))
        #expect(configuration.warnings.isEmpty)
    }

    @Test(arguments: [
        ("b3", ["b3"]), ("b3multi", ["x-b3-traceid", "x-b3-spanid", "x-b3-sampled"]),
        ("jaeger , baggage", ["uber-trace-id", "baggage"]), ("baggage,baggage", ["baggage"]), ("none", []),
        ("tracecontext,none", []), ("tracecontext,xray", ["traceparent", "tracestate"]),
        ("xray", ["traceparent", "tracestate", "baggage"]),
    ])
    func propagatorsAreRead(value: String, fields: [String]) throws {
        let configuration = try read(["OTEL_PROPAGATORS": value])
        #expect(configuration.propagator.fields == fields)
        #expect(configuration.warnings.isEmpty != value.contains("xray"))
    }

    @Test(arguments: [
        ([:], "http://localhost:4318/v1/traces"),
        (["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c:1"], "https://c:1/v1/traces"),
        (["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c:1/"], "https://c:1/v1/traces"),
        (["OTEL_EXPORTER_OTLP_ENDPOINT": "https://c:1/otlp"], "https://c:1/otlp/v1/traces"),
        (["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c:1"], "http://c:1"),
        (
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c/x", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://d"],
            "http://c/x"
        ),
        (
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "c:1", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://d"],
            "http://d/v1/traces"
        ),
        (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://"], "http://localhost:4318/v1/traces"),
    ])
    func theEndpointFollowsItsRules(environment: [String: String], endpoint: String) throws {
        #expect(try read(environment).otlp.endpoint == endpoint)
    }

    @Test func theExporterIsRead() throws {
        let otlp = try read([
            "OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20abc, x = 1 ,", "OTEL_EXPORTER_OTLP_TIMEOUT": "5000",
            "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT": "3000", "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
            "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION": "gzip", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
            "OTEL_EXPORTER_OTLP_CERTIFICATE": "/ca.pem", "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY": "/key.pem",
        ]).otlp

        #expect(
            otlp
                == OTLPConfiguration(
                    headers: [.init(key: "authorization", value: "Bearer abc"), .init(key: "x", value: "1")],
                    isCompressed: true, timeout: .seconds(3),
                    tls: .init(certificate: "/ca.pem", clientKey: "/key.pem")))
    }

    @Test(arguments: [("otlp", TelemetryConfiguration.Exporter.otlp), ("console", .console), ("none", .none)])
    func exportersAreRead(value: String, expected: TelemetryConfiguration.Exporter) throws {
        #expect(try read(["OTEL_TRACES_EXPORTER": value]).exporter == expected)
    }

    @Test(arguments: ["OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"])
    func anotherProtocolIsAnError(name: String) throws {
        let error = #expect(throws: TelemetryError.self) { try read([name: "grpc"]) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.hasPrefix("\(name)=grpc: ") == true)
        // Without the exporter nobody needs to know.
        #expect(try read([name: "grpc", "OTEL_SDK_DISABLED": "true"]).isDisabled)
        #expect(try read([name: "grpc", "OTEL_TRACES_EXPORTER": "none"]).exporter == .none)
    }

    @Test(arguments: [
        ([:], "program"), (["OTEL_RESOURCE_ATTRIBUTES": "service.name=attribute"], "attribute"),
        (["OTEL_SERVICE_NAME": "variable"], "variable"),
        (["OTEL_SERVICE_NAME": "variable", "OTEL_RESOURCE_ATTRIBUTES": "a=1,service.name=attribute"], "variable"),
    ])
    func theServicesNameFollowsItsRules(environment: [String: String], name: String) throws {
        #expect(try read(environment).resourceAttributes["service.name"] == .string(name))
    }

    @Test func resourceAttributesAreDecoded() throws {
        let attributes = try read(["OTEL_RESOURCE_ATTRIBUTES": "a=1%2C2,b = x "]).resourceAttributes
        #expect(attributes["a"] == "1,2")
        #expect(attributes["b"] == "x")
    }

    @Test(arguments: [
        ("OTEL_SDK_DISABLED", "yes"), ("OTEL_TRACES_SAMPLER", "sometimes"), ("OTEL_PROPAGATORS", "xray"),
        ("OTEL_TRACES_EXPORTER", "zipkin"), ("OTEL_BSP_SCHEDULE_DELAY", "0"), ("OTEL_BSP_SCHEDULE_DELAY", "5s"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "-1"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "x"),
        ("OTEL_SPAN_EVENT_COUNT_LIMIT", "many"), ("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "-1"),
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "1.5"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "secret"), ("OTEL_RESOURCE_ATTRIBUTES", "=1"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318"),
    ])
    func whatCannotBeReadIsIgnoredWithAWarning(name: String, value: String) throws {
        let configuration = try read([name: value])

        #expect(configuration.warnings.count == 1)
        #expect(configuration.warnings.first?.hasPrefix("\(name)=") == true)
        #expect(configuration.warnings.first?.contains("secret") == false)
        #expect(configuration.batching == BatchConfiguration())
        #expect(configuration.limits == SpanLimits())
        #expect(configuration.otlp == OTLPConfiguration())
        #expect(!configuration.isDisabled)
    }

    @Test func aRatioThatCannotBeReadIsOne() throws {
        let configuration = try read(["OTEL_TRACES_SAMPLER": "traceidratio", "OTEL_TRACES_SAMPLER_ARG": "1.5"])
        #expect(configuration.sampler.description == "TraceIdRatioBased{1.0}")
        #expect(configuration.warnings.count == 1)
    }

    @Test func aBatchIsNotLargerThanTheQueue() throws {
        #expect(try read(["OTEL_BSP_MAX_QUEUE_SIZE": "100"]).batching.batchSize == 100)
        let configuration = try read([
            "OTEL_BSP_MAX_QUEUE_SIZE": "100", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "200",
        ])
        #expect(configuration.batching.batchSize == 100)
        #expect(configuration.warnings.count == 1)
    }

    static let names = [
        "OTEL_SDK_DISABLED", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_PROPAGATORS",
        "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_TRACES_EXPORTER", "OTEL_ATTRIBUTE_COUNT_LIMIT",
        "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_COMPRESSION",
        "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_CERTIFICATE",
    ]
}
