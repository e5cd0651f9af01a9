import OTLP

/// Looks for an attribute in messages that hold lists of them.
struct AttributeFinder {
    let key: [UInt8]
    let matcher: ValueMatcher

    /// Whether a list of KeyValue messages in the field `number` of a message has it.
    ///
    /// Of several attributes with one key any may match.
    func isIn(field number: UInt32, of message: UnsafeRawBufferPointer) -> Bool {
        var fields = WireReader(message)
        while let field = try? fields.next() {
            guard field.number == number, field.type == .lengthDelimited else { continue }
            var isKey = key.isEmpty
            var value = 0..<0
            var parts = WireReader(message, in: field.range)
            while let part = try? parts.next() {
                switch part.number {
                case 1: isKey = message[part.range].elementsEqual(key)
                case 2: value = part.range
                default: break
                }
            }
            if isKey, matcher.matches(UnsafeRawBufferPointer(rebasing: message[value])) { return true }
        }
        return false
    }

    /// Whether one of the messages in the field `number` of `message` has it in its own field `list`.
    func isIn(field list: UInt32, ofMessages number: UInt32, in message: UnsafeRawBufferPointer) -> Bool {
        var fields = WireReader(message)
        while let field = try? fields.next() {
            guard field.number == number, field.type == .lengthDelimited else { continue }
            if isIn(field: list, of: UnsafeRawBufferPointer(rebasing: message[field.range])) { return true }
        }
        return false
    }
}
