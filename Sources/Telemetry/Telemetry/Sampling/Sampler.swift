public import OTLP
public import Tracing

/// Decides, when a span starts, whether it is recorded and sent.
public protocol Sampler: Sendable, CustomStringConvertible {
    /// The decision for a span that is about to start. `parent` is nil for a root.
    func decide(
        traceID: TraceID, parent: SpanContext?, name: String, kind: Tracing.SpanKind
    ) -> SamplingDecision
}
