/// The escapes of RFC 3986, section 2.1.
public enum PercentEncoding {
    /// Decodes a path segment; nil when an escape is malformed or the result is not UTF-8.
    ///
    /// - Parameter keepingSlashes: Whether `%2F` stays as it is, so that the value can still be told into segments.
    public static func decode(_ text: some StringProtocol, keepingSlashes: Bool = false) -> String? {
        let encoded = text.utf8
        guard encoded.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var rest = encoded[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let first = rest.popFirst(), let second = rest.popFirst(), let high = hexDigit(first),
                let low = hexDigit(second)
            else { return nil }
            let decoded = high << 4 | low
            if keepingSlashes, decoded == UInt8(ascii: "/") {
                bytes += [byte, first, second]
            } else {
                bytes.append(decoded)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Decodes a name or value of a query, in which `+` also stands for a space; nil when it can't be decoded.
    public static func decodeQuery(_ text: some StringProtocol) -> String? {
        guard text.utf8.contains(UInt8(ascii: "+")) else { return decode(text) }
        return decode(String(decoding: text.utf8.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }, as: UTF8.self))
    }

    /// Encodes a text so that it is one segment of a path.
    ///
    /// - Parameter keepingSlashes: Whether `/` stays as it is, for a value of several segments.
    public static func encode(_ text: String, keepingSlashes: Bool = false) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if isUnreserved(byte) || (keepingSlashes && byte == UInt8(ascii: "/")) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Letters, digits, `-`, `.`, `_` and `~`: RFC 3986, section 2.3.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
