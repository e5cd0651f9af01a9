public import OTLP

/// What the `OTEL_*` variables ask for. An empty variable is an unset one; one that cannot be read is ignored with a
/// warning.
///
/// | variable | default | meaning |
/// |---|---|---|
/// | `OTEL_SDK_DISABLED` | `false` | record nothing; contexts still flow through |
/// | `OTEL_SERVICE_NAME` | the program's | `service.name`, before the one of the next |
/// | `OTEL_RESOURCE_ATTRIBUTES` | | `key=value,…` that describe the process, values percent-encoded |
/// | `OTEL_PROPAGATORS` | `tracecontext,baggage` | also `b3`, `b3multi`, `jaeger`, `none` |
/// | `OTEL_TRACES_SAMPLER` | `parentbased_always_on` | `always_on`, `always_off`, `traceidratio`, each also with `parentbased_` before it |
/// | `OTEL_TRACES_SAMPLER_ARG` | `1.0` | the ratio |
/// | `OTEL_TRACES_EXPORTER` | `otlp` | also `console`, `none` |
/// | `OTEL_ATTRIBUTE_COUNT_LIMIT`, `OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT` | 128 | attributes of a span; the second wins |
/// | `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`, `OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT` | none | characters of a value; the second wins |
/// | `OTEL_SPAN_EVENT_COUNT_LIMIT`, `OTEL_SPAN_LINK_COUNT_LIMIT` | 128 | events and links of a span |
/// | `OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT`, `OTEL_LINK_ATTRIBUTE_COUNT_LIMIT` | 128 | attributes of an event, of a link |
/// | `OTEL_BSP_SCHEDULE_DELAY` | 5000 | longest wait for an export, in milliseconds |
/// | `OTEL_BSP_EXPORT_TIMEOUT` | 30000 | longest export with its retries, in milliseconds; 0 is without limit |
/// | `OTEL_BSP_MAX_QUEUE_SIZE` | 2048 | spans that wait; more are dropped |
/// | `OTEL_BSP_MAX_EXPORT_BATCH_SIZE` | 512 | spans in a request |
///
/// The next variables also exist with `OTEL_EXPORTER_OTLP_TRACES_` at the beginning, and those win.
///
/// | variable | default | meaning |
/// |---|---|---|
/// | `OTEL_EXPORTER_OTLP_ENDPOINT` | `http://localhost:4318` | the collector; `/v1/traces` is added, but not to the `TRACES` form |
/// | `OTEL_EXPORTER_OTLP_PROTOCOL` | `http/protobuf` | nothing else is supported |
/// | `OTEL_EXPORTER_OTLP_HEADERS` | | `key=value,…`, values percent-encoded |
/// | `OTEL_EXPORTER_OTLP_COMPRESSION` | `none` | or `gzip` |
/// | `OTEL_EXPORTER_OTLP_TIMEOUT` | 10000 | longest request in milliseconds; 0 is without limit |
/// | `OTEL_EXPORTER_OTLP_CERTIFICATE` | the system's | PEM file of the certificates that are trusted |
/// | `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE`, `OTEL_EXPORTER_OTLP_CLIENT_KEY` | | PEM files of the client |
///
/// `OTEL_EXPORTER_OTLP_INSECURE` is for gRPC only: the endpoint's scheme tells.
public struct TelemetryConfiguration: Sendable {
    /// Where ended spans go.
    public enum Exporter: Hashable, Sendable {
        /// To a collector, by OTLP/HTTP.
        case otlp
        /// To standard output, a line each.
        case console
        /// Nowhere: nothing is recorded.
        case none
    }

    /// Whether contexts only flow through.
    public var isDisabled: Bool
    /// What the variables tell of the process, `service.name` among it.
    public var resourceAttributes: [KeyValue]
    /// The headers of contexts.
    public var propagator: any TextMapPropagator
    /// What is recorded.
    public var sampler: any Sampler
    /// Where it goes.
    public var exporter: Exporter
    /// How much a span may hold.
    public var limits: SpanLimits
    /// When it is exported.
    public var batching: BatchConfiguration
    /// Where the collector is.
    public var otlp: OTLPConfiguration
    /// What is wrong with the variables, a sentence each.
    public var warnings: [String]

    /// Reads the variables. `serviceName` is used when they do not tell it.
    public init(environment: [String: String], serviceName: String) throws(TelemetryError) {
        var reader = EnvironmentReader(environment)
        isDisabled = reader.bool("OTEL_SDK_DISABLED")
        resourceAttributes = reader.resourceAttributes(serviceName: serviceName)
        propagator = reader.propagator()
        sampler = reader.sampler()
        exporter = reader.exporter()
        limits = reader.limits()
        batching = reader.batching()
        otlp = isDisabled || exporter != .otlp ? OTLPConfiguration() : try reader.otlp()
        warnings = reader.warnings
    }
}
