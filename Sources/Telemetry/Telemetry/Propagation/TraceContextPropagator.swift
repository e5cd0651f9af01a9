public import Tracing

/// `traceparent` and `tracestate` (W3C Trace Context).
public struct TraceContextPropagator: TextMapPropagator {
    /// Makes the propagator.
    public init() {}

    /// `traceparent` and `tracestate`.
    public var fields: [String] { ["traceparent", "tracestate"] }

    /// Sets `traceparent`, and `tracestate` when it is not empty.
    public func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let spanContext = context.spanContext, spanContext.isValid else { return }
        injector.inject(spanContext.traceparent, forKey: "traceparent", into: &carrier)
        if !spanContext.traceState.isEmpty {
            injector.inject(spanContext.traceState.description, forKey: "tracestate", into: &carrier)
        }
    }

    /// Reads `traceparent`; a `tracestate` that breaks the grammar is dropped.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let header = extractor.extract(key: "traceparent", from: carrier),
            var spanContext = SpanContext(traceparent: header)
        else { return }
        if let header = extractor.extract(key: "tracestate", from: carrier), let traceState = TraceState(header) {
            spanContext.traceState = traceState
        }
        context.spanContext = spanContext
    }
}
