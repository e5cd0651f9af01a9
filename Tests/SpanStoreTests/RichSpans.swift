import OTLP

@testable import SpanStore

/// Spans that make use of everything that a span can have.
enum RichSpans {
    static let values: [AnyValue] = [
        .empty, .string(""), .string("text"), .string("é 日本 😀"), .bool(true), .bool(false), .int(0), .int(.min),
        .int(.max), .double(-0.0), .double(0.1), .double(.infinity), .bytes([]), .bytes([0, 255, 128]), .array([]),
        .array([.int(1), .string("a"), .empty, .array([.bool(true), .bytes([7])])]), .keyValueList([]),
        .keyValueList([
            KeyValue(key: "", value: .keyValueList([KeyValue(key: "deep", value: .array([.double(2.5)]))])),
            KeyValue(key: "twice", value: .int(1)), KeyValue(key: "twice", value: .int(2)),
        ]),
    ]

    static let attributes: [KeyValue] =
        values.enumerated().map { KeyValue(key: "value \($0.offset)", value: $0.element) } + [
            KeyValue(key: "", value: .string("of an empty key")), KeyValue(key: "", value: .empty),
            KeyValue(key: "twice", value: .int(1)), KeyValue(key: "twice", value: .string("again")),
        ]

    /// A span with everything; `number` makes it one of its own.
    static func span(trace: UInt64, _ number: UInt64, parent: UInt64? = nil, start: UInt64 = 1_000) -> OTLP.Span {
        let some = attributes.indices.filter { ($0 + Int(number)).isMultiple(of: 3) }.map { attributes[$0] }
        return OTLP.Span(
            traceID: SpanStoreTests.traceID(trace), spanID: SpanID(value: number), traceState: "vendor=\(number % 2)",
            parentSpanID: parent.map { SpanID(value: $0) }, name: "operation \(number % 3)",
            kind: SpanKind(rawValue: Int32(number % 6)), startTimeUnixNano: start + number,
            endTimeUnixNano: number.isMultiple(of: 4) ? start : start + 2 * number, attributes: some,
            droppedAttributesCount: UInt32(number % 2),
            events: [
                OTLP.Span.Event(
                    timeUnixNano: start, name: "event", attributes: [attributes[Int(number) % attributes.count]],
                    droppedAttributesCount: 1)
            ],
            droppedEventsCount: 3,
            links: [
                OTLP.Span.Link(
                    traceID: SpanStoreTests.traceID(99), spanID: SpanID(value: number), traceState: "a=b",
                    attributes: [attributes[Int(number + 7) % attributes.count]], droppedAttributesCount: 2, flags: 257)
            ],
            droppedLinksCount: 4,
            status: Status(code: .init(rawValue: Int32(number % 3)), message: number.isMultiple(of: 2) ? "why" : ""),
            flags: 0x101)
    }

    /// The resource and the scope of a trace's spans.
    static func place(of trace: UInt64) -> (resource: Resource, scope: InstrumentationScope) {
        let name =
            trace.isMultiple(of: 4) ? [] : [KeyValue(key: "service.name", value: .string("service \(trace % 3)"))]
        return (
            Resource(attributes: name + [attributes[Int(trace) % attributes.count]], droppedAttributesCount: 5),
            InstrumentationScope(
                name: "scope", version: "\(trace % 2)", attributes: [attributes[Int(trace + 3) % attributes.count]],
                droppedAttributesCount: 6)
        )
    }

    static func request(_ spans: [OTLP.Span]) -> [UInt8] {
        ExportTraceServiceRequest(
            resourceSpans: spans.map { span in
                let place = place(of: span.traceID.low)
                return ResourceSpans(
                    resource: place.resource, scopeSpans: [ScopeSpans(scope: place.scope, spans: [span])])
            }
        ).protobuf()
    }

    static func stored(_ span: OTLP.Span) -> TraceSpan {
        let place = place(of: span.traceID.low)
        return TraceSpan(span: span, resource: place.resource, scope: place.scope)
    }
}
