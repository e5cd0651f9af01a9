/// Which traces to find: those in which one and the same span matches everything asked for.
public struct TraceSearch: Hashable, Sendable {
    /// What the span must be like.
    public var filter: SpanFilter
    /// The span starts at or after this time, in nanoseconds since 1970.
    public var startUnixNano: UInt64?
    /// The span starts at or before this time, in nanoseconds since 1970.
    public var endUnixNano: UInt64?
    /// How many traces to return at most.
    public var limit: Int

    /// Makes a search.
    public init(
        filter: SpanFilter = SpanFilter(), startUnixNano: UInt64? = nil, endUnixNano: UInt64? = nil, limit: Int = 20
    ) {
        self.filter = filter
        self.startUnixNano = startUnixNano
        self.endUnixNano = endUnixNano
        self.limit = limit
    }
}
