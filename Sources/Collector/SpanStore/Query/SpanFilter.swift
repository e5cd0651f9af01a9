public import OTLP

/// What one span must be like; a field that is nil or empty asks for nothing.
public struct SpanFilter: Hashable, Sendable {
    /// An attribute that must be there with this value, in the text form of `AnyValue.description`.
    public struct Attribute: Hashable, Sendable {
        /// The attribute's key, looked up in the span first and then in its resource.
        public var key: String
        /// The value as text: `true`, `200`, `GET`.
        public var value: String

        /// Makes a condition.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The service that made the span.
    public var service: String?
    /// The span's name.
    public var operation: String?
    /// The span's kind.
    public var kind: SpanKind?
    /// The span's status.
    public var status: Status.Code?
    /// The shortest duration in nanoseconds.
    public var minimumDurationNano: UInt64?
    /// The longest duration in nanoseconds.
    public var maximumDurationNano: UInt64?
    /// Attributes, all of which the span must have.
    public var attributes: [Attribute]

    /// Makes a filter.
    public init(
        service: String? = nil, operation: String? = nil, kind: SpanKind? = nil, status: Status.Code? = nil,
        minimumDurationNano: UInt64? = nil, maximumDurationNano: UInt64? = nil, attributes: [Attribute] = []
    ) {
        self.service = service
        self.operation = operation
        self.kind = kind
        self.status = status
        self.minimumDurationNano = minimumDurationNano
        self.maximumDurationNano = maximumDurationNano
        self.attributes = attributes
    }
}
