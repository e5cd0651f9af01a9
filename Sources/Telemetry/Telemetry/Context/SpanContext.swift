public import OTLP

/// What identifies a span to every other process: its identifiers, its flags and the vendors' `tracestate`.
public struct SpanContext: Hashable, Sendable {
    /// The trace that the span belongs to.
    public var traceID: TraceID
    /// The span.
    public var spanID: SpanID
    /// Whether the trace is recorded.
    public var traceFlags: TraceFlags
    /// What tracing vendors pass along.
    public var traceState: TraceState
    /// Whether the context came from another process.
    public var isRemote: Bool

    /// Makes a context.
    public init(
        traceID: TraceID, spanID: SpanID, traceFlags: TraceFlags = [], traceState: TraceState = TraceState(),
        isRemote: Bool = false
    ) {
        self.traceID = traceID
        self.spanID = spanID
        self.traceFlags = traceFlags
        self.traceState = traceState
        self.isRemote = isRemote
    }

    /// The context that identifies nothing: both identifiers are zero.
    public static let invalid = SpanContext(traceID: TraceID(high: 0, low: 0), spanID: SpanID(value: 0))

    /// Whether both identifiers are.
    public var isValid: Bool { traceID.isValid && spanID.isValid }

    /// Whether the trace is recorded.
    public var isSampled: Bool { traceFlags.contains(.sampled) }

    /// The value of a `traceparent`, and of a `traceresponse`, header: version 00 of W3C Trace Context.
    public var traceparent: String {
        var text = "00-"
        text.reserveCapacity(55)
        text += traceID.description
        text += "-"
        text += spanID.description
        text += "-"
        text += traceFlags.intersection(.known).description
        return text
    }
}
