public import OTLP

/// Where identifiers come from.
public protocol IDGenerator: Sendable {
    /// A valid trace identifier.
    func traceID() -> TraceID
    /// A valid span identifier.
    func spanID() -> SpanID
}
