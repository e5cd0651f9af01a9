import OTLP

/// The one form in which the store keeps a KeyValue message: the key in field 1, then the AnyValue in field 2, in which
/// only the member that counts is left, in the fewest bytes. So equal attributes are equal bytes.
enum KeyValueForm {
    /// Appends the form of a message that the scanner has checked. Returns where its key lies and where its value begins,
    /// counted from the first byte that is appended.
    static func canonical(
        _ message: UnsafeRawBufferPointer, into output: inout [UInt8]
    ) -> (key: Range<Int>, valueOffset: Int) {
        var key = 0..<0
        var value = 0..<0
        forEachField(of: message, in: 0..<message.count) { field in
            switch field.number {
            case 1: key = field.range
            case 2: value = field.range
            default: break
            }
        }
        let start = output.count
        output.append(0x0A)
        output.appendVarint(key.count)
        let keyStart = output.count - start
        output.append(contentsOf: message[key])
        let form = isCanonical(message, value) ? nil : canonicalValue(message, value)
        output.append(0x12)
        output.appendVarint(form?.count ?? value.count)
        let valueOffset = output.count - start
        if let form {
            output.append(contentsOf: form)
        } else {
            output.append(contentsOf: message[value])
        }
        return (keyStart..<keyStart + key.count, valueOffset)
    }

    /// Whether the value is one field, in the fewest bytes: what every exporter writes.
    private static func isCanonical(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return true }
        let tag = bytes[range.lowerBound]
        var single: WireField?
        var count = 0
        forEachField(of: bytes, in: range) { field in
            single = field
            count += 1
        }
        guard count == 1, let field = single, (1...7).contains(field.number), tag < 0x80 else { return false }
        switch field.type {
        case .varint:
            let isBool = field.number == 2
            return field.range.count == VarintSize.of(field.value) && (!isBool || field.value <= 1)
        case .lengthDelimited:
            return field.lowerBound - range.lowerBound == 1 + VarintSize.of(UInt64(field.range.count))
        case .fixed64, .fixed32: return true
        }
    }

    private static func canonicalValue(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> [UInt8] {
        var choice: WireField?
        // Of several members of a oneof the last one counts.
        forEachField(of: bytes, in: range) { field in
            if (1...7).contains(field.number) { choice = field }
        }
        guard let choice else { return [] }
        var form: [UInt8] = [UInt8(choice.number << 3 | UInt32(choice.type.rawValue))]
        switch choice.type {
        case .varint: form.appendVarint(choice.number == 2 ? min(choice.value, 1) : choice.value)
        case .lengthDelimited: form.appendCounted(UnsafeRawBufferPointer(rebasing: bytes[choice.range]))
        case .fixed64: form.appendFixed(choice.value)
        case .fixed32: form.appendFixed(UInt32(truncatingIfNeeded: choice.value))
        }
        return form
    }

    /// The message was checked before it came here, so that reading it cannot fail.
    private static func forEachField(
        of bytes: UnsafeRawBufferPointer, in range: Range<Int>, _ body: (WireField) -> Void
    ) {
        var reader = WireReader(bytes, in: range)
        while let field = try? reader.next() { body(field) }
    }
}
