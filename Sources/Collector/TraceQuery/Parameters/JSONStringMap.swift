/// A JSON object whose values are scalars, such as Jaeger's `tags={"http.method":"GET"}`.
enum JSONStringMap {
    /// Reads the object; scalars other than strings keep their spelling, so that `200` and `"200"` mean the same.
    ///
    /// - Returns: the members in order, nil when the text is anything else.
    static func parse(_ text: String) -> [(key: String, value: String)]? {
        var scanner = Scanner(bytes: Array(text.utf8))
        guard let members = scanner.object() else { return nil }
        return scanner.isAtEnd ? members : nil
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        var isAtEnd: Bool { position == bytes.count }

        private mutating func skipSpace() {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        }

        private mutating func take(_ byte: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: byte) else { return false }
            position += 1
            skipSpace()
            return true
        }

        mutating func object() -> [(key: String, value: String)]? {
            skipSpace()
            guard take("{") else { return nil }
            var members: [(key: String, value: String)] = []
            if take("}") { return members }
            repeat {
                guard let key = string(), take(":"), let value = string() ?? bareScalar() else { return nil }
                members.append((key, value))
            } while take(",")
            return take("}") ? members : nil
        }

        /// A number, `true` or `false`.
        private mutating func bareScalar() -> String? {
            let start = position
            while position < bytes.count, isBare(bytes[position]) { position += 1 }
            let word = String(decoding: bytes[start..<position], as: UTF8.self)
            skipSpace()
            let isNumber = Double(word) != nil && word.first.map { $0 == "-" || $0.isNumber } == true
            return word == "true" || word == "false" || isNumber ? word : nil
        }

        private func isBare(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "E"):
                true
            default: false
            }
        }

        private mutating func string() -> String? {
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
            position += 1
            var units: [UInt8] = []
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                switch byte {
                case UInt8(ascii: "\""):
                    skipSpace()
                    return String(decoding: units, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let scalar = escape() else { return nil }
                    units.append(contentsOf: String(Character(scalar)).utf8)
                case ..<0x20: return nil
                default: units.append(byte)
                }
            }
            return nil
        }

        private mutating func escape() -> Unicode.Scalar? {
            guard position < bytes.count else { return nil }
            position += 1
            switch bytes[position - 1] {
            case UInt8(ascii: "\""): return "\""
            case UInt8(ascii: "\\"): return "\\"
            case UInt8(ascii: "/"): return "/"
            case UInt8(ascii: "b"): return "\u{08}"
            case UInt8(ascii: "f"): return "\u{0C}"
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "u"): return unicodeEscape()
            default: return nil
            }
        }

        private mutating func unicodeEscape() -> Unicode.Scalar? {
            guard let high = codeUnit() else { return nil }
            guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { return nil }
            position += 2
            guard let low = codeUnit(), (0xDC00..<0xE000).contains(low) else { return nil }
            return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        }

        private mutating func codeUnit() -> UInt32? {
            guard position + 4 <= bytes.count else { return nil }
            let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
            position += 4
            return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
        }
    }
}
