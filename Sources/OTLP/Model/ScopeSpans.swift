/// The spans that one library recorded (`opentelemetry.proto.trace.v1.ScopeSpans`).
public struct ScopeSpans: Hashable, Sendable {
    /// The library.
    public var scope: InstrumentationScope
    /// Its spans.
    public var spans: [Span]
    /// The schema that the spans follow.
    public var schemaURL: String

    /// Groups spans by their library.
    public init(scope: InstrumentationScope = InstrumentationScope(), spans: [Span], schemaURL: String = "") {
        self.scope = scope
        self.spans = spans
        self.schemaURL = schemaURL
    }
}
