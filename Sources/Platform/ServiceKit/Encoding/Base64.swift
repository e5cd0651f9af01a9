/// Base64 without padding, in both alphabets of RFC 4648.
///
/// Decoding is strict: of the texts that could stand for the same bytes only the one that ``encode(_:alphabet:)`` makes is read.
public enum Base64 {
    /// The 64 characters.
    public struct Alphabet: Sendable {
        fileprivate let characters: [UInt8]
        fileprivate let values: [UInt8]

        /// Letters, digits, `+` and `/`: RFC 4648, section 4.
        public static let standard = Alphabet(last: "+/")

        /// Letters, digits, `-` and `_`, for URLs and cookies: RFC 4648, section 5.
        public static let urlSafe = Alphabet(last: "-_")

        private init(last: String) {
            characters = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
            var values = [UInt8](repeating: .max, count: 256)
            for (value, character) in characters.enumerated() {
                values[Int(character)] = UInt8(value)
            }
            self.values = values
        }
    }

    /// The text of `bytes`.
    public static func encode(_ bytes: [UInt8], alphabet: Alphabet = .standard) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var bits = 0
        var bitCount = 0
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xffff
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(alphabet.characters[bits >> bitCount & 0x3f])
            }
        }
        if bitCount > 0 {
            text.append(alphabet.characters[bits << (6 - bitCount) & 0x3f])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of `text`, or `nil` when it was not made by ``encode(_:alphabet:)``.
    public static func decode(_ text: some StringProtocol, alphabet: Alphabet = .standard) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var bits = 0
        var bitCount = 0
        for character in text.utf8 {
            let value = alphabet.values[Int(character)]
            guard value != .max else { return nil }
            bits = (bits << 6 | Int(value)) & 0xffff
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        // What is left over is less than a character's worth of zero bits.
        guard bitCount < 6, bits & (1 << bitCount - 1) == 0 else { return nil }
        return bytes
    }
}
