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

    /// An answer without traces.
    func answer() -> TraceAnswer {
        switch self {
        case .jaeger: .jaeger(JaegerJSON.TraceList())
        case .protobuf: .protobuf([])
        }
    }
}

/// Traces on their way to an answer.
enum TraceAnswer {
    /// Written already.
    case jaeger(JaegerJSON.TraceList)
    /// Spans of one source stand together there, so that all must be known.
    case protobuf([Trace])

    mutating func append(_ trace: Trace) {
        switch consume self {
        case .jaeger(var list):
            list.append(trace)
            self = .jaeger(list)
        case .protobuf(var traces):
            traces.append(trace)
            self = .protobuf(traces)
        }
    }

    func response(limit: Int = 0, problems: [JaegerJSON.Problem] = []) -> Response {
        switch self {
        case .jaeger(let list):
            Response(bytes: JaegerJSON.traces(list, limit: limit, problems: problems))
        case .protobuf(let traces):
            Response(
                contentType: "application/x-protobuf", bytes: ExportTraceServiceRequest(traces).protobuf(),
                isIncomplete: problems.contains(.damaged))
        }
    }
}
