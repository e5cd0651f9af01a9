import OTLP
import SpanStore

extension JSONWriter {
    /// Beyond this, a client that reads numbers as doubles (any JavaScript) would round.
    private static let largestExactInteger: Int64 = 1 << 53

    /// Writes a span's attributes, and as tags what Jaeger's model has no field for, under the names that the
    /// OpenTelemetry specification gives for Jaeger.
    mutating func writeTags(of entry: TraceSpan) {
        let span = entry.span
        var tags: [KeyValue] = []
        tags.reserveCapacity(span.attributes.count + 6)
        func add(_ key: String, _ value: AnyValue) { tags.append(KeyValue(key: key, value: value)) }
        if let kind = span.kind.jaegerName { add("span.kind", .string(kind)) }
        for attribute in span.attributes where !Self.isReserved(attribute.key, in: span) { tags.append(attribute) }
        switch span.status.code {
        case .ok: add("otel.status_code", .string("OK"))
        case .error:
            add("otel.status_code", .string("ERROR"))
            add("error", .bool(true))
        default: break
        }
        if !span.status.message.isEmpty { add("otel.status_description", .string(span.status.message)) }
        if !entry.scope.name.isEmpty { add("otel.scope.name", .string(entry.scope.name)) }
        if !entry.scope.version.isEmpty { add("otel.scope.version", .string(entry.scope.version)) }
        if !span.traceState.isEmpty { add("w3c.tracestate", .string(span.traceState)) }
        array(tags) { $0.tag($1) }
    }

    /// Writes one tag with its type.
    mutating func tag(_ tag: KeyValue) {
        let value = tag.value
        object { json in
            json.member(constant: "key", tag.key)
            switch value {
            case .bool(let flag):
                json.member(constant: "type", "bool")
                json.key(constant: "value")
                json.bool(flag)
            case .int(let number):
                json.member(constant: "type", "int64")
                json.key(constant: "value")
                if number.magnitude > Self.largestExactInteger.magnitude {
                    json.string(String(number))
                } else {
                    json.number(number)
                }
            case .double(let number):
                json.member(constant: "type", "float64")
                json.key(constant: "value")
                json.number(number)
            case .bytes:
                json.member(constant: "type", "binary")
                json.member(constant: "value", value.description)
            case .empty, .string, .array, .keyValueList:
                json.member(constant: "type", "string")
                json.member(constant: "value", value.description)
            }
        }
    }

    /// An attribute that carries the name of a tag made from the span itself would appear twice.
    private static func isReserved(_ key: String, in span: OTLP.Span) -> Bool {
        switch key {
        case "span.kind": span.kind.jaegerName != nil
        case "error": span.status.code == .error
        default: false
        }
    }
}
