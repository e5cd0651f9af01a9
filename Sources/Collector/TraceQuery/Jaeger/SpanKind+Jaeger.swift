import OTLP

extension SpanKind {
    /// The kind as Jaeger's `span.kind` tag has it; nil where it is unspecified or unknown.
    var jaegerName: String? {
        switch self {
        case .internal, .server, .client, .producer, .consumer: description
        default: nil
        }
    }
}
