import OTLP

extension ExportTraceServiceRequest {
    /// A request that uses every field and every type of value.
    static let complete = ExportTraceServiceRequest(resourceSpans: [
        ResourceSpans(
            resource: Resource(
                attributes: [KeyValue(key: "service.name", value: "shop")], droppedAttributesCount: 1),
            scopeSpans: [
                ScopeSpans(
                    scope: InstrumentationScope(
                        name: "http", version: "1.2", attributes: [KeyValue(key: "s", value: true)],
                        droppedAttributesCount: 2),
                    spans: [.complete, .minimal], schemaURL: "https://example.org/scope")
            ],
            schemaURL: "https://example.org/resource"),
        ResourceSpans(scopeSpans: []),
    ])
}

extension OTLP.Span {
    static let minimal = OTLP.Span(traceID: TraceID(high: 0, low: 1), spanID: SpanID(value: 2), name: "")

    static let complete = OTLP.Span(
        traceID: TraceID(high: 0x0102_0304_0506_0708, low: 0x090A_0B0C_0D0E_0F10),
        spanID: SpanID(value: 0xFFEE_DDCC_BBAA_9988), traceState: "vendor=1", parentSpanID: SpanID(value: 5),
        name: "GET /é✓😀", kind: .server, startTimeUnixNano: 1_700_000_000_000_000_001, endTimeUnixNano: .max,
        attributes: [
            KeyValue(key: "string", value: "te\"xt\n\u{1}"), KeyValue(key: "zero\0byte", value: "a\0b"),
            KeyValue(key: "bool", value: false), KeyValue(key: "int", value: .int(.min)),
            KeyValue(key: "double", value: 0.1), KeyValue(key: "infinite", value: .double(-.infinity)),
            KeyValue(key: "bytes", value: .bytes([0, 255, 7, 9])), KeyValue(key: "empty", value: .empty),
            KeyValue(key: "", value: ""), KeyValue(key: "no bytes", value: .bytes([])),
            KeyValue(key: "array", value: .array([1, "a", .empty, .array([]), .keyValueList([])])),
            KeyValue(
                key: "list",
                value: .keyValueList([KeyValue(key: "x", value: .array([.keyValueList([KeyValue(key: "", value: 1)])]))]
                )),
        ],
        droppedAttributesCount: 3,
        events: [
            OTLP.Span.Event(
                timeUnixNano: 9, name: "exception", attributes: [KeyValue(key: "a", value: 1)],
                droppedAttributesCount: 4),
            OTLP.Span.Event(timeUnixNano: 0, name: ""),
        ],
        droppedEventsCount: 5,
        links: [
            OTLP.Span.Link(
                traceID: TraceID(high: 1, low: 2), spanID: SpanID(value: 3), traceState: "t=1",
                attributes: [KeyValue(key: "b", value: 2)], droppedAttributesCount: 6, flags: 0x301),
            OTLP.Span.Link(traceID: TraceID(high: 0, low: 0), spanID: SpanID(value: 0)),
        ],
        droppedLinksCount: 7, status: Status(code: .error, message: "broken"), flags: 0x101)
}

/// Wire bytes put together by hand.
enum Wire {
    static func varint(_ value: UInt64) -> [UInt8] {
        var value = value
        var bytes: [UInt8] = []
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        return bytes + [UInt8(value)]
    }

    static func field(_ number: UInt64, _ content: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(UInt64(content.count)) + content
    }

    /// A request with one span of these fields.
    static func request(span: [UInt8]) -> [UInt8] { field(1, field(2, field(2, span))) }

    /// The fields of a span with valid identifiers.
    static let ids = field(1, [UInt8](repeating: 1, count: 16)) + field(2, [UInt8](repeating: 2, count: 8))

    /// A span's attribute whose value is this AnyValue message.
    static func attribute(_ value: [UInt8]) -> [UInt8] { field(9, field(1, [0x6B]) + field(2, value)) }
}
