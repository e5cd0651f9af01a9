public import OTLP
public import Tracing

/// Records every span.
public struct AlwaysOnSampler: Sampler {
    /// Makes the sampler.
    public init() {}

    /// Always ``SamplingDecision/recordAndSample``.
    public func decide(
        traceID: TraceID, parent: SpanContext?, name: String, kind: Tracing.SpanKind
    ) -> SamplingDecision { .recordAndSample }

    /// The name that the specification gives it.
    public var description: String { "AlwaysOnSampler" }
}
