public import OTLP

/// A name that a service gives its spans, with the kind that they have.
public struct Operation: Hashable, Sendable {
    /// The spans' name.
    public var name: String
    /// The spans' kind.
    public var kind: SpanKind

    /// Makes an operation.
    public init(name: String, kind: SpanKind) {
        self.name = name
        self.kind = kind
    }
}
