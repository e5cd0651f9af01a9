/// What ``WireScanner`` found in a request: numbers and places, no text.
///
/// Scan into the same value again and again: its arrays keep their memory.
public struct ScannedRequest: Sendable {
    /// A group of spans under one resource and one scope.
    public struct Scope: Hashable, Sendable, BitwiseCopyable {
        /// The InstrumentationScope message; empty when there is none.
        public var scope: WireRange
        /// The index of the resource in ``ScannedRequest/resources``.
        public var resource: Int32
        /// Where the schema URL of the scope's spans lies.
        public var schemaURL: WireRange
    }

    /// A span with valid identifiers.
    public struct Span: Hashable, Sendable, BitwiseCopyable {
        /// The trace that the span belongs to.
        public var traceID: TraceID
        /// The span's own identifier.
        public var spanID: SpanID
        /// The parent; not valid for a root.
        public var parentSpanID: SpanID
        /// When it began, in nanoseconds since 1970.
        public var startTimeUnixNano: UInt64
        /// When it ended, in nanoseconds since 1970.
        public var endTimeUnixNano: UInt64
        /// Its role.
        public var kind: SpanKind
        /// How it ended.
        public var status: Status.Code
        /// Where its name lies, in UTF-8.
        public var name: WireRange
        /// Where the Span message lies.
        public var span: WireRange
        /// Its first attribute in ``ScannedRequest/attributes``.
        public var firstAttribute: Int32
        /// How many attributes it has.
        public var attributeCount: Int32
        /// Its first range in ``ScannedRequest/otherFields``.
        public var firstOtherField: Int32
        /// How many ranges it has there.
        public var otherFieldCount: Int32
        /// The index of its scope in ``ScannedRequest/scopes``.
        public var scope: Int32
    }

    /// Where each ResourceSpans has its Resource message; empty when there is none.
    public internal(set) var resources: ContiguousArray<WireRange> = []
    /// Where the schema URL of each ResourceSpans lies.
    public internal(set) var resourceSchemaURLs: ContiguousArray<WireRange> = []
    /// One for each ScopeSpans.
    public internal(set) var scopes: ContiguousArray<Scope> = []
    /// The spans in the order of the wire.
    public internal(set) var spans: ContiguousArray<Span> = []
    /// Where the KeyValue messages of the spans lie, span after span.
    public internal(set) var attributes: ContiguousArray<WireRange> = []
    /// Where the fields of the spans lie that are neither attributes nor values of ``Span``, each with its tag: the
    /// status, events, links, flags, counts, the trace state and what this version does not know.
    public internal(set) var otherFields: ContiguousArray<WireRange> = []
    /// How many spans were left out because of their identifiers.
    public internal(set) var rejectedSpans = 0
    /// Why the first of those was left out.
    public internal(set) var firstRejection: OTLPError?

    /// An empty result.
    public init() {}

    /// Scans the bytes of a whole request.
    public init(scanning bytes: [UInt8], limits: Limits = Limits()) throws(OTLPError) {
        try bytes.withTypedThrowingBytes { bytes throws(OTLPError) in
            try WireScanner.scan(bytes, limits: limits, into: &self)
        }
    }

    mutating func removeAll() {
        resources.removeAll(keepingCapacity: true)
        resourceSchemaURLs.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
        otherFields.removeAll(keepingCapacity: true)
        scopes.removeAll(keepingCapacity: true)
        spans.removeAll(keepingCapacity: true)
        rejectedSpans = 0
        firstRejection = nil
    }

    /// Adds a field to those of the span whose first one has the index `first`; neighbours become one range.
    mutating func addOtherField(_ range: Range<Int>, after first: Int) {
        let last = otherFields.count - 1
        if last >= first, otherFields[last].bounds.upperBound == range.lowerBound {
            otherFields[last].count += UInt32(truncatingIfNeeded: range.count)
        } else {
            otherFields.append(WireRange(range))
        }
    }
}
