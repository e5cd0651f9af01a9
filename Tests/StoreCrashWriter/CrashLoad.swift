import OTLP
import SpanStore

/// What a writer that will be killed appends. Everything of a span follows from its identifiers, so that whoever knows
/// those can tell whether it has changed.
enum CrashLoad {
    /// So small that heads are sealed, segments built and merged all the time.
    static let options = SpanStore.Options(maximumHeadSpans: 400, maximumFileBytes: 6_000, maximumCacheBytes: 1 << 16)

    static let tasks: UInt64 = 4

    /// The trace to which all writers of a directory add.
    static let sharedTrace: UInt64 = 1

    static func traceID(_ number: UInt64) -> TraceID { TraceID(high: 0xC0A1, low: number) }

    /// The spans of one request: some of a trace of this task's own, at times one of the trace that all share.
    static func spans(writer: UInt64, task: UInt64, request: UInt64) -> [OTLP.Span] {
        let own = writer << 32 | task << 24 | (request / 3 + 1)
        let first = writer << 32 | task << 24 | request << 3
        var spans = (1...(1 + request % 4)).map { span(trace: own, id: first + $0) }
        if request.isMultiple(of: 5) { spans.append(span(trace: sharedTrace, id: first + 7)) }
        return spans
    }

    /// The span with these identifiers, as it is always made.
    static func span(trace: UInt64, id: UInt64) -> OTLP.Span {
        let start = 1_700_000_000_000_000_000 + trace % 1_000_003 * 1_000_000 + id % 4_099
        var span = OTLP.Span(
            traceID: traceID(trace), spanID: SpanID(value: id),
            parentSpanID: id.isMultiple(of: 3) ? SpanID(value: id - 1) : nil, name: "operation \(id % 7)",
            kind: SpanKind(rawValue: Int32(id % 6)), startTimeUnixNano: start, endTimeUnixNano: start + id % 1_009,
            attributes: [
                KeyValue(key: "writer", value: .int(Int64(id >> 32))),
                KeyValue(key: "distinct", value: .string("\(trace)-\(id)")),
                KeyValue(key: "filler", value: .string(String(repeating: "x", count: Int(id % 97)))),
            ],
            status: Status(code: id.isMultiple(of: 11) ? .error : .unset, message: id.isMultiple(of: 11) ? "no" : ""))
        if id.isMultiple(of: 5) {
            span.events = [OTLP.Span.Event(timeUnixNano: start, name: "event", attributes: span.attributes)]
        }
        return span
    }

    static func resource(of trace: UInt64) -> Resource {
        Resource(attributes: [KeyValue(key: "service.name", value: .string("service \(trace % 3)"))])
    }

    static func request(_ spans: [OTLP.Span]) -> [UInt8] {
        ExportTraceServiceRequest(
            resourceSpans: spans.map { span in
                ResourceSpans(
                    resource: resource(of: span.traceID.low),
                    scopeSpans: [ScopeSpans(scope: InstrumentationScope(name: "crash"), spans: [span])])
            }
        ).protobuf()
    }
}
