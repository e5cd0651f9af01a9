extension JSONWriter {
    // Members with their type's default value are left out, as proto3's JSON mapping does.

    mutating func ids(_ traceID: TraceID, _ spanID: SpanID) {
        if traceID.isValid { text("traceId", traceID.description) }
        if spanID.isValid { text("spanId", spanID.description) }
    }

    mutating func text(_ name: String, _ text: String) {
        guard !text.isEmpty else { return }
        key(name)
        string(text)
    }

    /// A number of 32 bits.
    mutating func count(_ name: String, _ value: some FixedWidthInteger) {
        guard value != 0 else { return }
        key(name)
        number(value)
    }

    /// A number of 64 bits: a string.
    mutating func time(_ name: String, _ value: UInt64) {
        guard value != 0 else { return }
        key(name)
        string("\(value)")
    }

    mutating func list<Element>(_ name: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
        guard !elements.isEmpty else { return }
        key(name)
        array(elements, body)
    }

    mutating func attributes(_ name: String, _ attributes: [KeyValue]) {
        list(name, attributes) { writer, attribute in
            writer.object { writer in
                writer.key("key")
                writer.string(attribute.key)
                writer.key("value")
                writer.value(attribute.value)
            }
        }
    }

    private mutating func value(_ value: AnyValue) {
        object { writer in
            switch value {
            case .empty: break
            case .string(let text):
                writer.key("stringValue")
                writer.string(text)
            case .bool(let bool):
                writer.key("boolValue")
                writer.bool(bool)
            case .int(let number):
                writer.key("intValue")
                writer.string("\(number)")
            case .double(let number):
                writer.key("doubleValue")
                writer.number(number)
            case .bytes(let bytes):
                writer.key("bytesValue")
                writer.string(Base64.encode(bytes))
            case .array(let values):
                writer.key("arrayValue")
                writer.object { $0.list("values", values) { $0.value($1) } }
            case .keyValueList(let attributes):
                writer.key("kvlistValue")
                writer.object { $0.attributes("values", attributes) }
            }
        }
    }
}
