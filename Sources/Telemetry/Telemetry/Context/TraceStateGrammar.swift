/// The grammar of `tracestate` members (W3C Trace Context, section 3.3.1.3).
enum TraceStateGrammar {
    /// `simple-key`, or `tenant-id@system-id`.
    static func isKey(_ key: some BidirectionalCollection<UInt8>) -> Bool {
        guard let at = key.firstIndex(of: UInt8(ascii: "@")) else {
            return isIdentifier(key, maximumLength: 256) && isLetter(key.first)
        }
        let system = key[key.index(after: at)...]
        return isIdentifier(key[..<at], maximumLength: 241)
            && isIdentifier(system, maximumLength: 14) && isLetter(system.first)
    }

    /// Up to 256 printable characters, without comma and equals sign, that do not end in a space.
    static func isValue(_ value: some BidirectionalCollection<UInt8>) -> Bool {
        (1...256).contains(value.count) && value.last != UInt8(ascii: " ")
            && value.allSatisfy {
                (0x20...0x7E).contains($0) && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "=")
            }
    }

    private static func isIdentifier(_ text: some Collection<UInt8>, maximumLength: Int) -> Bool {
        guard (1...maximumLength).contains(text.count), let first = text.first, isLetter(first) || isDigit(first)
        else { return false }
        return text.allSatisfy { isLetter($0) || isDigit($0) || "_-*/".utf8.contains($0) }
    }

    private static func isLetter(_ byte: UInt8?) -> Bool {
        byte.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
