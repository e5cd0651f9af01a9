import OTLP
import Telemetry
import Tracing

extension SpanContext {
    /// A valid remote context; each test states what differs.
    static func fixture(
        traceID: String = "0af7651916cd43dd8448eb211c80319c", spanID: String = "b7ad6b7169203331",
        flags: TraceFlags = .sampled, traceState: String = "", isRemote: Bool = true
    ) -> SpanContext {
        SpanContext(
            traceID: TraceID(hex: traceID)!, spanID: SpanID(hex: spanID)!, traceFlags: flags,
            traceState: TraceState(traceState)!, isRemote: isRemote)
    }
}

extension ServiceContext {
    /// A context in which a span is active.
    static func active(_ spanContext: SpanContext) -> ServiceContext {
        var context = ServiceContext.topLevel
        context.spanContext = spanContext
        return context
    }
}

/// A failure that tests throw.
struct Failure: Error {
    var message = "it failed"
}
