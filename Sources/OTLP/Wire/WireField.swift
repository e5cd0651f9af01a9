/// One field of a protobuf message as it stands on the wire.
public struct WireField: Sendable, BitwiseCopyable {
    /// How the value is laid out (the encoding's wire types; groups are refused).
    public enum WireType: UInt8, Sendable, BitwiseCopyable {
        /// A number of 1 to 10 bytes.
        case varint = 0
        /// Eight bytes, little-endian.
        case fixed64 = 1
        /// A length and so many bytes.
        case lengthDelimited = 2
        /// Four bytes, little-endian.
        case fixed32 = 5
    }

    /// The field's number.
    public var number: UInt32
    /// The value's layout.
    public var type: WireType
    /// The number of a varint, fixed64 or fixed32; 0 otherwise.
    public var value: UInt64
    /// The first byte of the value, after its length if it has one, counted from the message's first byte.
    public var lowerBound: Int
    /// The byte after the value.
    public var upperBound: Int

    @inlinable
    init(number: UInt32, type: WireType, value: UInt64, lowerBound: Int, upperBound: Int) {
        self.number = number
        self.type = type
        self.value = value
        self.lowerBound = lowerBound
        self.upperBound = upperBound
    }

    /// Where the value lies.
    @inlinable
    public var range: Range<Int> { Range(uncheckedBounds: (lowerBound, upperBound)) }

    /// Throws unless the value is laid out as the field's type in the `.proto` has it.
    func require(_ type: WireType) throws(OTLPError) {
        guard self.type == type else {
            throw OTLPError(
                code: .malformed, message: "field \(number) has wire type \(self.type.rawValue), not \(type.rawValue)",
                offset: lowerBound)
        }
    }
}
