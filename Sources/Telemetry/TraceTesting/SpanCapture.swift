public import OTLP
import Synchronization
public import Telemetry

/// A tracer that records into memory, for tests. Captures share nothing with each other.
public final class SpanCapture: Sendable {
    /// The tracer whose spans are captured. It samples all unless told otherwise.
    public let tracer: TelemetryTracer
    private let storage = Storage()

    /// Makes an empty capture.
    public init(
        sampler: any Sampler = AlwaysOnSampler(),
        propagator: any TextMapPropagator = CompositePropagator.standard, limits: SpanLimits = SpanLimits(),
        idGenerator: any IDGenerator = RandomIDGenerator(), clock: any SpanClock = SystemSpanClock()
    ) {
        tracer = TelemetryTracer(
            processor: storage, sampler: sampler, propagator: propagator, limits: limits, idGenerator: idGenerator,
            clock: clock)
    }

    /// The spans that have ended, in the order of their ends.
    public var spans: [Span] { storage.spans.withLock { $0 } }

    /// Forgets the spans that have ended.
    public func removeAll() {
        storage.spans.withLock { $0.removeAll() }
    }

    private final class Storage: SpanProcessor {
        let spans = Mutex<[Span]>([])

        func onEnd(_ span: TelemetryTracer.Span) {
            let ended = span.snapshot
            spans.withLock { $0.append(ended) }
        }
    }
}
