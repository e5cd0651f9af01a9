import OTLP
import SpanStore

extension SpanFilter {
    /// Asks for a tag as Jaeger shows it: tags that are made from a span's kind and status ask for those.
    mutating func require(tag key: String, value: String) {
        switch (key, value.lowercased()) {
        case ("error", "true") where status == nil: status = .error
        case ("otel.status_code", "error") where status == nil: status = .error
        case ("otel.status_code", "ok") where status == nil: status = .ok
        case ("span.kind", let name) where kind == nil && SpanKind(name: name) != nil: kind = SpanKind(name: name)
        default: attributes.append(Attribute(key: key, value: value))
        }
    }
}
