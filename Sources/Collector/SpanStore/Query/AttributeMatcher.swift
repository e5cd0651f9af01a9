import OTLP

/// Decides on the bytes of an attribute list whether it has a certain attribute, without decoding the others.
struct AttributeMatcher {
    private let key: [UInt8]
    private let text: String
    private let utf8: [UInt8]
    /// The integer that is written like the text.
    private let integer: Int64?

    init(_ attribute: SpanFilter.Attribute) {
        key = Array(attribute.key.utf8)
        text = attribute.value
        utf8 = Array(attribute.value.utf8)
        integer = Int64(attribute.value).flatMap { "\($0)" == attribute.value ? $0 : nil }
    }

    /// Whether a message has the attribute in its field `number`, a list of KeyValue messages.
    func matches(
        field number: UInt32, of message: Range<Int>, in bytes: UnsafeRawBufferPointer, arena: Arena
    ) throws(OTLPError) -> Bool {
        var fields = WireReader(bytes, in: message)
        while let field = try fields.next() {
            guard field.number == number, field.type == .lengthDelimited else { continue }
            var isKey = key.isEmpty
            var value = 0..<0
            var parts = WireReader(bytes, in: field.range)
            while let part = try parts.next() {
                switch part.number {
                case 1: isKey = equal(key, bytes, part.range)
                case 2: value = part.range
                default: break
                }
            }
            if isKey, try matches(value: value, in: bytes, arena: arena) { return true }
        }
        return false
    }

    private func matches(
        value: Range<Int>, in bytes: UnsafeRawBufferPointer, arena: Arena
    ) throws(OTLPError) -> Bool {
        var choice: WireField?
        var fields = WireReader(bytes, in: value)
        while let field = try fields.next() {
            // Of several members of a oneof the last one counts.
            if field.number <= 7 { choice = field }
        }
        switch choice?.number {
        case nil: return utf8.isEmpty
        case 1: return choice.map { equal(utf8, bytes, $0.range) } ?? false
        case 2: return text == (choice?.value == 0 ? "false" : "true")
        case 3: return choice.map { Int64(bitPattern: $0.value) } == integer && integer != nil
        default:
            let message = UnsafeRawBufferPointer(rebasing: bytes[value])
            return try AnyValue(protobuf: message, arena: arena).description == text
        }
    }

    private func equal(_ expected: [UInt8], _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        expected.count == range.count && bytes[range].elementsEqual(expected)
    }
}
