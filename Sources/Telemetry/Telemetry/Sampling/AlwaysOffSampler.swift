public import OTLP
public import Tracing

/// Records no span.
public struct AlwaysOffSampler: Sampler {
    /// Makes the sampler.
    public init() {}

    /// Always ``SamplingDecision/drop``.
    public func decide(
        traceID: TraceID, parent: SpanContext?, name: String, kind: Tracing.SpanKind
    ) -> SamplingDecision { .drop }

    /// The name that the specification gives it.
    public var description: String { "AlwaysOffSampler" }
}
