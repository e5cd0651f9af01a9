/// The path and query of a request line.
enum RequestTarget {
    /// Whether everyone must read the target alike: only characters that may stand in a target (RFC 3986), whole escapes, no
    /// escaped control characters, and in the path neither empty segments nor those that stand for another folder.
    static func isSane(_ target: String.UTF8View) -> Bool {
        var rest = target[...]
        let path = rest.prefix { $0 != UInt8(ascii: "?") }
        guard hasSaneSegments(path) else { return false }
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                guard isAllowed(byte) else { return false }
                continue
            }
            guard let escaped = unescape(&rest), escaped >= 0x20, escaped != 0x7F else { return false }
        }
        return true
    }

    private static func hasSaneSegments(_ path: Substring.UTF8View) -> Bool {
        let segments = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            // The last one is empty in a path that ends with a slash.
            if segment.isEmpty, index < segments.count - 1 { return false }
            if isDots(segment) { return false }
        }
        return true
    }

    /// `.` or `..`, escaped or not.
    private static func isDots(_ segment: Substring.UTF8View) -> Bool {
        guard (1...6).contains(segment.count) else { return false }
        var rest = segment
        var dots = 0
        while let byte = rest.popFirst() {
            let byte = byte == UInt8(ascii: "%") ? unescape(&rest) ?? byte : byte
            guard byte == UInt8(ascii: ".") else { return false }
            dots += 1
        }
        return dots <= 2
    }

    private static func unescape(_ rest: inout Substring.UTF8View) -> UInt8? {
        guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
            return nil
        }
        return high << 4 | low
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }

    /// The characters of RFC 3986, and those that browsers leave as they are in a query.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "#"), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "`"):
            false
        default: byte > 0x20 && byte < 0x7F
        }
    }
}
