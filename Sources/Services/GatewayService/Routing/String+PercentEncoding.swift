extension String {
    /// Decodes a path segment (RFC 3986, section 2.1); nil when an escape is malformed or the result is not UTF-8.
    init?(percentEncoded text: some StringProtocol) {
        let encoded = text.utf8
        guard encoded.contains(UInt8(ascii: "%")) else {
            self.init(text)
            return
        }
        var bytes: [UInt8] = []
        var rest = encoded[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(Self.hexDigit), let low = rest.popFirst().flatMap(Self.hexDigit)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(validating: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
