/// Hexadecimal digits of 64-bit numbers, straight from and to bytes.
enum Hex {
    /// Reads up to 16 digits of either case, most significant first; nil when a byte is no digit.
    static func parse(_ digits: some Sequence<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        var invalid: UInt8 = 0
        for digit in digits {
            let nibble = nibble(of: digit)
            invalid |= nibble
            value = value << 4 | UInt64(nibble & 0x0F)
        }
        return invalid & 0xF0 == 0 ? value : nil
    }

    /// Writes 16 lower-case digits from `offset` on.
    static func write(_ value: UInt64, to digits: UnsafeMutableBufferPointer<UInt8>, at offset: Int) {
        for index in 0..<16 {
            let nibble = UInt8(truncatingIfNeeded: value >> (60 - 4 * UInt64(index))) & 0x0F
            digits[offset + index] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
        }
    }

    /// The digit's value, or 0xFF.
    private static func nibble(of digit: UInt8) -> UInt8 {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: 0xFF
        }
    }
}

extension StringProtocol {
    /// Calls `body` with the UTF-8 bytes, copied first only when the string does not hold them in one piece.
    func withContiguousUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(utf8).withUnsafeBufferPointer(body)
    }
}
