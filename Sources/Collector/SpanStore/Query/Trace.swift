public import OTLP

/// Everything that the store holds of one trace.
public struct Trace: Hashable, Sendable {
    /// The trace's identifier.
    public var id: TraceID
    /// Its spans by start time, each once; never empty.
    public var spans: [TraceSpan]

    /// Makes a trace.
    public init(id: TraceID, spans: [TraceSpan]) {
        self.id = id
        self.spans = spans
    }
}

/// A span with the resource and the scope that it was reported under.
public struct TraceSpan: Hashable, Sendable {
    /// The span.
    public var span: OTLP.Span
    /// Who made it.
    public var resource: Resource
    /// The library that recorded it.
    public var scope: InstrumentationScope

    /// Makes a span of a trace.
    public init(span: OTLP.Span, resource: Resource, scope: InstrumentationScope) {
        self.span = span
        self.resource = resource
        self.scope = scope
    }

    /// The resource's `service.name`, or ``SpanStore/unknownService``.
    public var service: String {
        if case .string(let name)? = resource.attributes["service.name"], !name.isEmpty { return name }
        return SpanStore.unknownService
    }
}
