import OTLP

/// Writes Span messages of what the store keeps apart.
enum SpanMessage {
    /// What a span has besides its dictionary values.
    struct Fields {
        var traceID: TraceID
        var spanID: SpanID
        var parentSpanID: SpanID
        var startUnixNano: UInt64
        var endUnixNano: UInt64
        var kind: Int32
    }

    /// Appends the fields that stand before the attributes.
    static func begin(_ fields: Fields, name: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        output.append(contentsOf: [0x0A, 16])
        output.appendFixed(fields.traceID.high.byteSwapped)
        output.appendFixed(fields.traceID.low.byteSwapped)
        output.append(contentsOf: [0x12, 8])
        output.appendFixed(fields.spanID.value.byteSwapped)
        if fields.parentSpanID.isValid {
            output.append(contentsOf: [0x22, 8])
            output.appendFixed(fields.parentSpanID.value.byteSwapped)
        }
        if !name.isEmpty {
            output.append(0x2A)
            output.appendCounted(name)
        }
        if fields.kind != 0 {
            output.append(0x30)
            // A negative enumeration value is a varint of 64 bits.
            output.appendVarint(UInt64(bitPattern: Int64(fields.kind)))
        }
        if fields.startUnixNano != 0 {
            output.append(0x39)
            output.appendFixed(fields.startUnixNano)
        }
        if fields.endUnixNano != 0 {
            output.append(0x41)
            output.appendFixed(fields.endUnixNano)
        }
    }

    /// Appends an attribute that is a KeyValue message.
    static func attribute(_ message: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        output.append(0x4A)
        output.appendCounted(message)
    }

    /// Appends an attribute of a key and an AnyValue message.
    static func attribute(key: [UInt8], value: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        output.append(0x4A)
        let count =
            2 + VarintSize.of(UInt64(key.count)) + key.count + VarintSize.of(UInt64(value.count)) + value.count
        output.appendVarint(count)
        keyValue(key: key, value: value, into: &output)
    }

    /// Appends the KeyValue message itself.
    static func keyValue(key: [UInt8], value: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        output.append(0x0A)
        key.withUnsafeBytes { output.appendCounted($0) }
        output.append(0x12)
        output.appendCounted(value)
    }
}
