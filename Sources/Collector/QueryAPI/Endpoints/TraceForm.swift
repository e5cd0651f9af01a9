import HTTPTypes
import Hummingbird
import OTLP
import SpanStore
import TraceQuery

/// How traces are written: as Jaeger's JSON, or for `Accept: application/x-protobuf` as OTLP's `TracesData`, which
/// loses nothing and which the command line reads.
enum TraceForm {
    case jaeger
    case protobuf

    init(_ request: Request) {
        let accepted = request.headers[.accept] ?? ""
        self =
            accepted.split(separator: ",").contains { part in
                part.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() == "application/x-protobuf"
            } ? .protobuf : .jaeger
    }

    func response(_ traces: [Trace], limit: Int = 0, problems: [JaegerJSON.Problem] = []) -> Response {
        switch self {
        case .jaeger:
            Response(bytes: JaegerJSON.traces(traces, limit: limit, problems: problems))
        case .protobuf:
            Response(
                contentType: "application/x-protobuf", bytes: ExportTraceServiceRequest(traces).protobuf(),
                isIncomplete: problems.contains(.damaged))
        }
    }
}
