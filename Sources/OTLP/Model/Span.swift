/// One operation of a trace (`opentelemetry.proto.trace.v1.Span`).
public struct Span: Hashable, Sendable {
    /// The trace that the span belongs to.
    public var traceID: TraceID
    /// The span's own identifier, unique in its trace.
    public var spanID: SpanID
    /// The W3C `tracestate` that came with the context.
    public var traceState: String
    /// The span that caused this one; nil for a root.
    public var parentSpanID: SpanID?
    /// What the operation is called, of low cardinality.
    public var name: String
    /// The role in the trace.
    public var kind: SpanKind
    /// When it began, in nanoseconds since 1970.
    public var startTimeUnixNano: UInt64
    /// When it ended, in nanoseconds since 1970.
    public var endTimeUnixNano: UInt64
    /// What describes the operation.
    public var attributes: [KeyValue]
    /// How many attributes were left out.
    public var droppedAttributesCount: UInt32
    /// What happened during it.
    public var events: [Event]
    /// How many events were left out.
    public var droppedEventsCount: UInt32
    /// Spans that are related but not the parent.
    public var links: [Link]
    /// How many links were left out.
    public var droppedLinksCount: UInt32
    /// How it ended.
    public var status: Status
    /// W3C trace flags in the lowest eight bits; bit 8 tells that bit 9, "the parent is remote", means something.
    public var flags: UInt32

    /// Makes a span.
    public init(
        traceID: TraceID, spanID: SpanID, traceState: String = "", parentSpanID: SpanID? = nil, name: String,
        kind: SpanKind = .unspecified, startTimeUnixNano: UInt64 = 0, endTimeUnixNano: UInt64 = 0,
        attributes: [KeyValue] = [], droppedAttributesCount: UInt32 = 0, events: [Event] = [],
        droppedEventsCount: UInt32 = 0, links: [Link] = [], droppedLinksCount: UInt32 = 0, status: Status = Status(),
        flags: UInt32 = 0
    ) {
        self.traceID = traceID
        self.spanID = spanID
        self.traceState = traceState
        self.parentSpanID = parentSpanID
        self.name = name
        self.kind = kind
        self.startTimeUnixNano = startTimeUnixNano
        self.endTimeUnixNano = endTimeUnixNano
        self.attributes = attributes
        self.droppedAttributesCount = droppedAttributesCount
        self.events = events
        self.droppedEventsCount = droppedEventsCount
        self.links = links
        self.droppedLinksCount = droppedLinksCount
        self.status = status
        self.flags = flags
    }

    /// How long it took in nanoseconds; 0 when it ended before it began.
    public var durationNano: UInt64 {
        endTimeUnixNano >= startTimeUnixNano ? endTimeUnixNano - startTimeUnixNano : 0
    }
}
