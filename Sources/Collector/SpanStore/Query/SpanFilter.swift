public import OTLP

/// What one span must be like; a field that is nil or empty asks for nothing.
public struct SpanFilter: Hashable, Sendable {
    /// An attribute that must be there, with a value that compares as asked.
    public struct Attribute: Hashable, Sendable {
        /// Where the attribute is looked for.
        public enum Scope: Hashable, Sendable, CaseIterable {
            /// In the span or in its resource.
            case spanOrResource
            /// In the span.
            case span
            /// In the resource that made the span.
            case resource
            /// In one of the span's events.
            case event
            /// In one of the span's links.
            case link
            /// In the instrumentation scope that recorded the span.
            case instrumentation
        }

        /// How the attribute's value compares with the one asked for.
        public enum Comparison: Hashable, Sendable, CaseIterable {
            /// Its text form is the same.
            case equal
            /// Its text form is another one.
            case notEqual
            /// It is a number below; or a text before, when what is asked for is no number.
            case less
            case lessOrEqual
            case greater
            case greaterOrEqual
            /// Its text form matches a regular expression as a whole (see ``RegularExpression``).
            case matches
            /// The attribute is there, whatever its value.
            case exists
        }

        /// The attribute's key.
        public var key: String
        /// The value as text, in the form of `AnyValue.description`: `true`, `200`, `GET`.
        public var value: String
        /// How the two compare.
        public var comparison: Comparison
        /// Where the attribute is looked for.
        public var scope: Scope

        /// Makes a condition.
        public init(
            key: String, value: String, comparison: Comparison = .equal, scope: Scope = .spanOrResource
        ) {
            self.key = key
            self.value = value
            self.comparison = comparison
            self.scope = scope
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
