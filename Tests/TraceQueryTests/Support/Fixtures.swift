import OTLP
import SpanStore

let traceID = TraceID(high: 0x4bf9_2f35_77b3_4da6, low: 0xa3ce_929d_0e0e_4736)

/// A span of a trace; each test states only what matters to it.
func span(
    _ id: UInt64, parent: UInt64? = nil, name: String = "work", kind: SpanKind = .internal,
    start: UInt64 = 1_000_000_000_000_000_000, duration: UInt64 = 1_000_000, attributes: [KeyValue] = [],
    events: [OTLP.Span.Event] = [], links: [OTLP.Span.Link] = [], status: Status = Status(),
    service: String? = "shop", resource: [KeyValue] = [], scope: InstrumentationScope = InstrumentationScope()
) -> TraceSpan {
    TraceSpan(
        span: OTLP.Span(
            traceID: traceID, spanID: SpanID(value: id), parentSpanID: parent.map { SpanID(value: $0) }, name: name,
            kind: kind, startTimeUnixNano: start, endTimeUnixNano: start + duration, attributes: attributes,
            events: events, links: links, status: status),
        resource: Resource(
            attributes: (service.map { [KeyValue(key: "service.name", value: .string($0))] } ?? []) + resource),
        scope: scope)
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
