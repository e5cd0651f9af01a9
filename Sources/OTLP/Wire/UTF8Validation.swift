/// Checks text as the Unicode Standard's table 3-7 defines well-formed UTF-8.
enum UTF8Validation {
    /// The index of the first byte that is not part of well-formed UTF-8; nil when all are.
    static func firstInvalidByte(in bytes: UnsafeRawBufferPointer, range: Range<Int>) -> Int? {
        var at = range.lowerBound
        let end = range.upperBound
        while at < end {
            // Most text is ASCII: eight bytes at once as long as none has its top bit set.
            while end - at >= 8,
                bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                at += 8
            }
            guard at < end else { return nil }
            // The last bytes together with some that have been looked at, or that were not ASCII: then one by one.
            if end - at < 8, range.count >= 8,
                bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                return nil
            }
            let lead = bytes[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            guard let count = sequence(lead, second: at + 1 < end ? bytes[at + 1] : 0), count <= end - at else {
                return at
            }
            var index = at + 2
            while index < at + count {
                guard bytes[index] & 0xC0 == 0x80 else { return at }
                index += 1
            }
            at += count
        }
        return nil
    }

    /// How many bytes a sequence has that begins with `lead` and `second`; nil when none may begin so.
    private static func sequence(_ lead: UInt8, second: UInt8) -> Int? {
        switch (lead, second) {
        case (0xC2...0xDF, 0x80...0xBF): 2
        case (0xE0, 0xA0...0xBF), (0xE1...0xEC, 0x80...0xBF), (0xED, 0x80...0x9F), (0xEE...0xEF, 0x80...0xBF): 3
        case (0xF0, 0x90...0xBF), (0xF1...0xF3, 0x80...0xBF), (0xF4, 0x80...0x8F): 4
        default: nil
        }
    }
}
