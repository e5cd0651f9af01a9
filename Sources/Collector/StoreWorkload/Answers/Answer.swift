import FoundationEssentials
import OTLP

/// The traces in an answer of the query API, as far as they are checked.
struct Answer {
    struct Trace {
        var id: TraceID
        var spans: [SpanID]
    }

    var traces: [Trace]

    /// Reads Jaeger's JSON; nil for anything else.
    init?(_ body: [UInt8]) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(body)) else { return nil }
        traces = []
        for trace in document.data {
            let spans = trace.spans.compactMap { SpanID(hex: $0.spanID) }
            guard let id = TraceID(hex: trace.traceID), spans.count == trace.spans.count else { return nil }
            traces.append(Trace(id: id, spans: spans))
        }
    }

    private struct Document: Decodable {
        struct Trace: Decodable {
            struct Span: Decodable { var spanID: String }
            var traceID: String
            var spans: [Span]
        }
        var data: [Trace]
    }
}
