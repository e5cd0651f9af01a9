import OTLP

/// A request with one trace: a server span and the client span below it.
func request(
    trace: TraceID = .random(), service: String = "shop", name: String = "GET /cart", padding: Int = 0,
    start: UInt64 = 1_700_000_000_000_000_000
) -> ExportTraceServiceRequest {
    let root = OTLP.Span(
        traceID: trace, spanID: SpanID(value: 1), name: name, kind: .server, startTimeUnixNano: start,
        endTimeUnixNano: start + 5_000_000,
        attributes: [
            KeyValue(key: "http.response.status_code", value: .int(200)),
            KeyValue(key: "padding", value: .string(String(repeating: "x", count: padding))),
        ])
    let child = OTLP.Span(
        traceID: trace, spanID: SpanID(value: 2), parentSpanID: SpanID(value: 1), name: "SELECT", kind: .client,
        startTimeUnixNano: start + 1_000_000, endTimeUnixNano: start + 2_000_000,
        status: Status(code: .error, message: "timeout"))
    return ExportTraceServiceRequest(resourceSpans: [
        ResourceSpans(
            resource: Resource(attributes: [KeyValue(key: "service.name", value: .string(service))]),
            scopeSpans: [ScopeSpans(scope: InstrumentationScope(name: "http"), spans: [root, child])])
    ])
}

/// The traces that the query API finds for ids, with how many spans each has.
func spanCounts(of ids: [TraceID], at query: String) async throws -> [TraceID: Int] {
    var counts: [TraceID: Int] = [:]
    for start in stride(from: 0, to: ids.count, by: 100) {
        let some = ids[start..<min(start + 100, ids.count)]
        let parameters = some.map { "traceID=\($0)" }.joined(separator: "&")
        let answer = try await send(
            "GET", query + "/api/traces?" + parameters, headers: ["accept": "application/x-protobuf"])
        let found = try ExportTraceServiceRequest(protobuf: answer.body)
        for span in found.resourceSpans.flatMap(\.scopeSpans).flatMap(\.spans) { counts[span.traceID, default: 0] += 1 }
    }
    return counts
}
