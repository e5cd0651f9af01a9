public import OTLP
public import Tracing

/// Records a fixed part of all traces, the same ones in every process that uses the same ratio or a higher one.
///
/// The last 56 bits of the trace identifier, which W3C Trace Context level 2 promises to be random, are compared with
/// a threshold: the trace is recorded when they are at least (1 - ratio) × 2^56. What a lower ratio records is thereby
/// a part of what a higher one records. The parent is not asked; wrap the sampler in ``ParentBasedSampler`` for that.
public struct TraceIDRatioSampler: Sampler {
    /// The part of all traces, from 0 to 1.
    public let ratio: Double
    private let threshold: UInt64

    /// Makes a sampler; a ratio outside of 0...1 is moved to the nearer end.
    public init(ratio: Double) {
        self.ratio = min(max(ratio, 0), 1)
        threshold = UInt64((1 - self.ratio) * 0x1p56)
    }

    /// Decides by the trace identifier alone.
    public func decide(
        traceID: TraceID, parent: SpanContext?, name: String, kind: Tracing.SpanKind
    ) -> SamplingDecision {
        traceID.low & 0x00FF_FFFF_FFFF_FFFF >= threshold ? .recordAndSample : .drop
    }

    /// The name that the specification gives it.
    public var description: String { "TraceIdRatioBased{\(ratio)}" }
}
