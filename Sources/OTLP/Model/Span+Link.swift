extension Span {
    /// A span, of this or another trace, that this one is related to.
    ///
    /// The identifiers may be zero: the specification has links recorded for the sake of their attributes.
    public struct Link: Hashable, Sendable {
        /// The other span's trace.
        public var traceID: TraceID
        /// The other span.
        public var spanID: SpanID
        /// The other span's `tracestate`.
        public var traceState: String
        /// What describes the relation.
        public var attributes: [KeyValue]
        /// How many attributes were left out.
        public var droppedAttributesCount: UInt32
        /// As ``Span/flags``.
        public var flags: UInt32

        /// Makes a link.
        public init(
            traceID: TraceID, spanID: SpanID, traceState: String = "", attributes: [KeyValue] = [],
            droppedAttributesCount: UInt32 = 0, flags: UInt32 = 0
        ) {
            self.traceID = traceID
            self.spanID = spanID
            self.traceState = traceState
            self.attributes = attributes
            self.droppedAttributesCount = droppedAttributesCount
            self.flags = flags
        }
    }
}
