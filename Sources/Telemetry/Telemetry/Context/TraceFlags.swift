/// The flags of W3C Trace Context: eight bits that travel with the identifiers.
public struct TraceFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
    /// The bits as they stand in `traceparent`.
    public var rawValue: UInt8

    /// Makes flags of their bits.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The caller may have recorded the trace.
    public static let sampled = TraceFlags(rawValue: 0x01)
    /// At least the trace identifier's last seven bytes are random (Trace Context, level 2).
    public static let random = TraceFlags(rawValue: 0x02)

    /// The bits that are defined; the others are zero in what is sent (Trace Context, section 3.2.2.5).
    static let known: TraceFlags = [.sampled, .random]
}

extension TraceFlags: CustomStringConvertible {
    private static let lowValues = (0...0x0F).map { "0" + String($0, radix: 16) }

    /// Two lower-case hexadecimal digits.
    public var description: String {
        guard rawValue > 0x0F else { return Self.lowValues[Int(rawValue)] }
        return String(rawValue, radix: 16)
    }
}
