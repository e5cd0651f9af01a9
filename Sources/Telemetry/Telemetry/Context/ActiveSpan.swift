import Tracing

/// One word, so that it fits into the context's existential without an allocation of its own.
enum ActiveSpan: Sendable {
    case span(TelemetryTracer.Span)
    indirect case context(SpanContext)

    var spanContext: SpanContext {
        switch self {
        case .span(let span): span.spanContext
        case .context(let context): context
        }
    }
}

enum ActiveSpanKey: ServiceContextKey {
    typealias Value = ActiveSpan
    static var nameOverride: String? { "cairn.active-span" }
}

enum BaggageKey: ServiceContextKey {
    typealias Value = Baggage
    static var nameOverride: String? { "cairn.baggage" }
}
