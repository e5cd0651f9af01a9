import OTLP
import Telemetry
import Tracing

/// Records without sampling.
struct RecordOnlySampler: Sampler {
    var description: String { "RecordOnly" }

    func decide(
        traceID: TraceID, parent: SpanContext?, name: String, kind: Tracing.SpanKind
    ) -> SamplingDecision { .recordOnly }
}
