public import Logging
import OTLP
public import ServiceLifecycle
import Tracing

/// The SDK, assembled from the `OTEL_*` variables that ``TelemetryConfiguration`` lists.
///
/// It is a service that must outlive all others, so that their last spans are exported too: put it first into the
/// `ServiceGroup`, which shuts its services down in reverse order.
/// ```swift
/// let telemetry = try Telemetry(environment: ProcessInfo.processInfo.environment, serviceName: "auth")
/// telemetry.bootstrap()
/// let group = ServiceGroup(services: [telemetry, server], gracefulShutdownSignals: [.sigterm], logger: logger)
/// try await group.run()
/// ```
public final class Telemetry: Service {
    /// Starts spans.
    public let tracer: TelemetryTracer
    private let processor: BatchSpanProcessor?

    /// Assembles the SDK from variables; throws when they ask for what it cannot do.
    public convenience init(
        environment: [String: String], serviceName: String, logger: Logger = Logger(label: "telemetry")
    ) throws(TelemetryError) {
        self.init(
            configuration: try TelemetryConfiguration(environment: environment, serviceName: serviceName),
            logger: logger)
    }

    /// Assembles the SDK.
    public init(configuration: TelemetryConfiguration, logger: Logger = Logger(label: "telemetry")) {
        for warning in configuration.warnings { logger.warning("\(warning)") }
        guard !configuration.isDisabled else {
            processor = nil
            tracer = .disabled(propagator: configuration.propagator)
            return
        }
        processor = Self.exporter(of: configuration).map {
            BatchSpanProcessor(configuration: configuration.batching, exporter: $0, logger: logger)
        }
        tracer = TelemetryTracer(
            processor: processor, sampler: configuration.sampler, propagator: configuration.propagator,
            limits: configuration.limits)
    }

    /// Makes the tracer the process's, and lets every log line inside of a span carry its identifiers. Call it once in
    /// a process, before anything is logged.
    public func bootstrap(
        logHandler: @escaping @Sendable (String, Logger.MetadataProvider?) -> any LogHandler = {
            StreamLogHandler.standardError(label: $0, metadataProvider: $1)
        }
    ) {
        InstrumentationSystem.bootstrap(tracer)
        LoggingSystem.bootstrap(logHandler, metadataProvider: .traceContext)
    }

    /// Exports what ends. When the group shuts down, or when the task is cancelled, what is left is exported within
    /// ``BatchConfiguration/shutdownTimeout``.
    public func run() async {
        // It throws when the task is cancelled, which is the other way to end.
        let end: @Sendable () async -> Void = { try? await gracefulShutdown() }
        if let processor { await processor.run(until: end) } else { await end() }
    }

    /// Exports what has ended up to now, and returns when that is done or has failed.
    public func forceFlush() async {
        await processor?.forceFlush()
    }

    /// Exports what has ended and closes the exporter: for a program that does not ``run()`` the SDK.
    public func shutdown() async {
        await processor?.run {}
    }

    private static func exporter(of configuration: TelemetryConfiguration) -> (any SpanExporter)? {
        switch configuration.exporter {
        case .none: nil
        case .console: ConsoleExporter()
        case .otlp:
            OTLPHTTPExporter(
                configuration: configuration.otlp, exportTimeout: configuration.batching.exportTimeout,
                resource: ResourceDetection.resource(configured: configuration.resourceAttributes),
                scope: InstrumentationScope(name: TelemetrySDK.name, version: TelemetrySDK.version))
        }
    }
}
