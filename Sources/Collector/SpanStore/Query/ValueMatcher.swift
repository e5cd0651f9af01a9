import OTLP

/// Decides whether an attribute's value compares as a filter asks.
struct ValueMatcher: Sendable {
    private enum Test: Sendable {
        case text(String, isEqual: Bool)
        case number(Double, SpanFilter.Attribute.Comparison)
        case order(String, SpanFilter.Attribute.Comparison)
        case expression(RegularExpression)
        case anything
    }

    private let test: Test
    private let utf8: [UInt8]
    /// The integer that is written like the text.
    private let integer: Int64?

    init(_ attribute: SpanFilter.Attribute) throws(SpanStoreError) {
        let value = attribute.value
        utf8 = Array(value.utf8)
        integer = Int64(value).flatMap { "\($0)" == value ? $0 : nil }
        switch attribute.comparison {
        case .equal: test = .text(value, isEqual: true)
        case .notEqual: test = .text(value, isEqual: false)
        case .exists: test = .anything
        case .matches:
            do throws(RegularExpression.Malformed) {
                test = .expression(try RegularExpression(value))
            } catch {
                throw SpanStoreError(code: .invalidRequest, message: error.description)
            }
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            test = Double(value).map { .number($0, attribute.comparison) } ?? .order(value, attribute.comparison)
        }
    }

    /// The AnyValue messages, as the store keeps them, that match and no others do; nil when all must be looked at.
    var candidates: [[UInt8]]? {
        guard case .text(let text, isEqual: true) = test else { return nil }
        // Arrays and lists have many forms with the same text.
        if text.hasPrefix("[") || text.hasPrefix("{") { return nil }
        var string: [UInt8] = [0x0A]
        utf8.withUnsafeBytes { string.appendCounted($0) }
        var candidates = [string]
        if text.isEmpty { candidates += [[], [0x3A, 0x00]] }
        if text == "true" { candidates.append([0x10, 0x01]) }
        if text == "false" { candidates.append([0x10, 0x00]) }
        if let integer {
            var form: [UInt8] = [0x18]
            form.appendVarint(UInt64(bitPattern: integer))
            candidates.append(form)
        }
        if let number = Double(text), "\(number)" == text {
            var form: [UInt8] = [0x21]
            form.appendFixed(number.bitPattern)
            candidates.append(form)
            // Every NaN is written like any other.
            if number.isNaN { return nil }
        }
        if let bytes = Base64Text.decode(text), !bytes.isEmpty {
            var form: [UInt8] = [0x3A]
            bytes.withUnsafeBytes { form.appendCounted($0) }
            candidates.append(form)
        }
        return candidates
    }

    /// Whether an AnyValue message matches.
    func matches(_ message: UnsafeRawBufferPointer) -> Bool {
        if case .anything = test { return true }
        // The usual kinds are a single field, and need no decoder.
        var reader = WireReader(message)
        if let field = try? reader.next(), field.upperBound == message.count {
            switch (field.number, field.type) {
            case (1, .lengthDelimited):
                let text = message[field.range]
                if case .text(_, let isEqual) = test { return text.elementsEqual(utf8) == isEqual }
                return matches(.string(String(decoding: text, as: UTF8.self)))
            case (2, .varint): return matches(.bool(field.value != 0))
            case (3, .varint): return matches(integer: Int64(bitPattern: field.value))
            case (4, .fixed64): return matches(.double(Double(bitPattern: field.value)))
            default: break
            }
        }
        guard let value = try? AnyValue(protobuf: message, arena: Arena(maximumBytes: 64 << 20)) else { return false }
        return matches(value)
    }

    /// Whether a value matches.
    func matches(_ value: AnyValue) -> Bool {
        switch (test, value) {
        case (.anything, _): return true
        case (_, .int(let number)): return matches(integer: number)
        case (.text(let text, let isEqual), _): return (value.description == text) == isEqual
        case (.number(let number, let comparison), .double(let value)): return compare(value, number, comparison)
        case (.number, _): return false
        case (.order(let text, let comparison), .string(let value)): return compare(value, text, comparison)
        case (.order, _): return false
        case (.expression(let expression), _): return expression.matches(value.description)
        }
    }

    private func matches(integer value: Int64) -> Bool {
        switch test {
        case .anything: true
        case .text(_, let isEqual): (value == integer) == isEqual
        case .number(let number, let comparison):
            if let integer { compare(value, integer, comparison) } else { compare(Double(value), number, comparison) }
        case .order: false
        case .expression(let expression): expression.matches("\(value)")
        }
    }

    private func compare<Value: Comparable>(
        _ value: Value, _ limit: Value, _ comparison: SpanFilter.Attribute.Comparison
    ) -> Bool {
        switch comparison {
        case .less: value < limit
        case .lessOrEqual: value <= limit
        case .greater: value > limit
        case .greaterOrEqual: value >= limit
        case .equal, .notEqual, .matches, .exists: false
        }
    }
}

/// Base64 (RFC 4648, section 4) as `AnyValue.description` writes bytes.
private enum Base64Text {
    /// The bytes; nil unless the text is just what their encoding gives.
    static func decode(_ text: String) -> [UInt8]? {
        let scalars = Array(text.utf8)
        guard scalars.count % 4 == 0, !scalars.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: scalars.count, by: 4) {
            var bits: UInt32 = 0
            var padding = 0
            for byte in scalars[start..<start + 4] {
                bits <<= 6
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): bits |= UInt32(byte - 65)
                case UInt8(ascii: "a")...UInt8(ascii: "z"): bits |= UInt32(byte - 71)
                case UInt8(ascii: "0")...UInt8(ascii: "9"): bits |= UInt32(byte + 4)
                case UInt8(ascii: "+"): bits |= 62
                case UInt8(ascii: "/"): bits |= 63
                case UInt8(ascii: "=") where start + 4 == scalars.count: padding += 1
                default: return nil
                }
                if padding > 0, byte != UInt8(ascii: "=") { return nil }
            }
            guard padding <= 2 else { return nil }
            for index in 0..<3 - padding { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * index))) }
        }
        return AnyValue.bytes(bytes).description == text ? bytes : nil
    }
}
