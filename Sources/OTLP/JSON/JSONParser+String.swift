extension JSONParser {
    /// Reads a string with its quotes.
    mutating func string() throws(OTLPError) -> String {
        guard take(UInt8(ascii: "\"")) else { throw malformed("expected a string") }
        var text: [UInt8] = []
        var start = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                text.append(contentsOf: bytes[start..<position])
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: bytes[start..<position])
                position += 1
                text.append(contentsOf: String(try escaped()).utf8)
                start = position
            case ..<0x20: throw malformed("a control character in a string")
            default: position += 1
            }
        }
        throw malformed("a string without an end")
    }

    private mutating func escaped() throws(OTLPError) -> Unicode.Scalar {
        let byte = peek
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte ?? 0)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicode()
        default: throw malformed("an unknown escape", at: position - 1)
        }
    }

    /// A code point of one or two `\u` units; half of a surrogate pair becomes U+FFFD.
    private mutating func unicode() throws(OTLPError) -> Unicode.Scalar {
        let high = try unit()
        guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
        let behind = position
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            position = behind
            return "\u{FFFD}"
        }
        let low = try unit()
        guard (0xDC00..<0xE000).contains(low) else {
            position = behind
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func unit() throws(OTLPError) -> UInt32 {
        guard position + 4 <= bytes.count,
            let unit = Hex.parse(bytes[position..<position + 4])
        else { throw malformed("expected four hexadecimal digits") }
        position += 4
        return UInt32(unit)
    }
}
