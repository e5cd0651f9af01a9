/// The spans of one resource (`opentelemetry.proto.trace.v1.ResourceSpans`).
public struct ResourceSpans: Hashable, Sendable {
    /// Who made the spans.
    public var resource: Resource
    /// The spans, by library.
    public var scopeSpans: [ScopeSpans]
    /// The schema that the resource follows.
    public var schemaURL: String

    /// Groups spans by their resource.
    public init(resource: Resource = Resource(), scopeSpans: [ScopeSpans], schemaURL: String = "") {
        self.resource = resource
        self.scopeSpans = scopeSpans
        self.schemaURL = schemaURL
    }
}
