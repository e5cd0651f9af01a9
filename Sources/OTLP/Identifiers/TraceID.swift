/// A trace's identifier: 16 bytes, not all of them zero (W3C Trace Context, section 3.2.2.3).
public struct TraceID: Hashable, Sendable, BitwiseCopyable {
    /// The first eight bytes, most significant first.
    public var high: UInt64
    /// The last eight bytes, most significant first.
    public var low: UInt64

    /// Makes an identifier of its two halves.
    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads 32 hexadecimal digits, of either case as OTLP/JSON asks; nil for anything else.
    ///
    /// The all-zero identifier is read too: ask ``isValid``.
    public init?(hex: some StringProtocol) {
        guard let id = hex.withContiguousUTF8({ TraceID(hex: $0) }) else { return nil }
        self = id
    }

    /// Reads 32 hexadecimal digits in ASCII; nil for anything else.
    public init?(hex: UnsafeBufferPointer<UInt8>) {
        guard hex.count == 32,
            let high = Hex.parse(UnsafeBufferPointer(rebasing: hex[..<16])),
            let low = Hex.parse(UnsafeBufferPointer(rebasing: hex[16...]))
        else { return nil }
        self.init(high: high, low: low)
    }

    /// Whether at least one byte is not zero.
    @inlinable
    public var isValid: Bool { high | low != 0 }

    /// A valid identifier of random bytes.
    public static func random() -> TraceID {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A valid identifier of bytes that `generator` makes.
    public static func random(using generator: inout some RandomNumberGenerator) -> TraceID {
        while true {
            let id = TraceID(high: generator.next(), low: generator.next())
            if id.isValid { return id }
        }
    }
}

extension TraceID: Comparable {
    /// Orders by the bytes, most significant first.
    @inlinable
    public static func < (lhs: TraceID, rhs: TraceID) -> Bool {
        lhs.high == rhs.high ? lhs.low < rhs.low : lhs.high < rhs.high
    }
}

extension TraceID: CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: 32) { digits in
            Hex.write(high, to: digits, at: 0)
            Hex.write(low, to: digits, at: 16)
            return 32
        }
    }
}
