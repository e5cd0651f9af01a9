/// A span's identifier: 8 bytes, not all of them zero (W3C Trace Context, section 3.2.2.4).
public struct SpanID: Hashable, Sendable, BitwiseCopyable {
    /// The eight bytes, most significant first.
    public var value: UInt64

    /// Makes an identifier of its number.
    @inlinable
    public init(value: UInt64) {
        self.value = value
    }

    /// Reads 16 hexadecimal digits, of either case as OTLP/JSON asks; nil for anything else.
    ///
    /// The all-zero identifier is read too: ask ``isValid``.
    public init?(hex: some StringProtocol) {
        guard let id = hex.withContiguousUTF8({ SpanID(hex: $0) }) else { return nil }
        self = id
    }

    /// Reads 16 hexadecimal digits in ASCII; nil for anything else.
    public init?(hex: UnsafeBufferPointer<UInt8>) {
        guard hex.count == 16, let value = Hex.parse(hex) else { return nil }
        self.init(value: value)
    }

    /// Whether at least one byte is not zero.
    @inlinable
    public var isValid: Bool { value != 0 }

    /// A valid identifier of random bytes.
    public static func random() -> SpanID {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A valid identifier of bytes that `generator` makes.
    public static func random(using generator: inout some RandomNumberGenerator) -> SpanID {
        while true {
            let id = SpanID(value: generator.next())
            if id.isValid { return id }
        }
    }
}

extension SpanID: Comparable {
    /// Orders by the bytes, most significant first.
    @inlinable
    public static func < (lhs: SpanID, rhs: SpanID) -> Bool { lhs.value < rhs.value }
}

extension SpanID: CustomStringConvertible {
    /// 16 lower-case hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: 16) { digits in
            Hex.write(value, to: digits, at: 0)
            return 16
        }
    }
}
