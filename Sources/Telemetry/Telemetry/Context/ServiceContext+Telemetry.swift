public import Tracing

extension ServiceContext {
    /// The span that is active in this context, of this process or of the one that called it; nil outside of a trace.
    public var spanContext: SpanContext? {
        get { self[ActiveSpanKey.self]?.spanContext }
        set { self[ActiveSpanKey.self] = newValue.map(ActiveSpan.context) }
    }

    /// The values that the application passes along.
    public var baggage: Baggage {
        get { self[BaggageKey.self] ?? Baggage() }
        set { self[BaggageKey.self] = newValue.isEmpty ? nil : newValue }
    }

    /// The active span itself, or what another process tells of it.
    var activeSpan: ActiveSpan? { self[ActiveSpanKey.self] }

    /// This context with a span made the active one.
    func activating(_ span: TelemetryTracer.Span) -> ServiceContext {
        var context = self
        context[ActiveSpanKey.self] = .span(span)
        return context
    }
}
