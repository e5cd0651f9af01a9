import OTLP
import SpanStore

/// The few attributes that tell most about a span on one line.
enum KeyAttributes {
    private static let keys = [
        "http.response.status_code", "rpc.response.status_code", "rpc.grpc.status_code", "error.type", "db.query.text",
        "db.response.status_code", "messaging.destination.name", "url.path",
    ]

    /// `key=value` pairs, the status message and the exceptions that were recorded; empty when there are none.
    static func describe(_ span: TraceSpan) -> String {
        var parts: [String] = []
        if !span.span.status.message.isEmpty { parts.append("“\(span.span.status.message)”") }
        for key in keys {
            guard let value = span.span.attributes[key] else { continue }
            parts.append("\(key)=\(value)")
        }
        if span.span.kind == .client, let address = span.span.attributes["server.address"] {
            let port = span.span.attributes["server.port"].map { ":\($0)" } ?? ""
            parts.append("server.address=\(address)\(port)")
        }
        for event in span.span.events where event.name == "exception" {
            let details = ["exception.type", "exception.message"].compactMap { key in
                event.attributes[key].map(\.description)
            }
            parts.append("exception " + details.joined(separator: ": "))
        }
        return parts.joined(separator: "  ").printable
    }
}
