/// Walks over the fields of a protobuf message without copying them.
///
/// The bytes must outlive the reader. Nothing is read beyond them: each step checks its bounds first.
public struct WireReader {
    // Inlinable, because queries of other modules spend most of their time in here.
    @usableFromInline let base: UnsafeRawPointer
    @usableFromInline var position: Int
    @usableFromInline let end: Int

    /// Reads the message that `range` of `bytes` holds; positions and errors count from the start of `bytes`.
    @inlinable
    public init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        // An empty buffer may have no address; then nothing is ever read through this one.
        base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
        position = range.lowerBound
        end = range.upperBound
    }

    /// Reads the message that `bytes` holds.
    @inlinable
    public init(_ bytes: UnsafeRawBufferPointer) {
        self.init(bytes, in: 0..<bytes.count)
    }

    /// The next field; nil at the end.
    @inlinable
    @inline(__always)
    public mutating func next() throws(OTLPError) -> WireField? {
        guard position < end else { return nil }
        let start = position
        let tag = try varint(maximumBytes: 5, of: "field tag")
        let number = UInt32(truncatingIfNeeded: tag >> 3)
        guard number != 0, tag >> 32 == 0 else {
            throw OTLPError(code: .malformed, message: "invalid field number", offset: start)
        }
        switch tag & 7 {
        case 0:
            let lower = position
            let value = try varint(maximumBytes: 10, of: "varint")
            return WireField(number: number, type: .varint, value: value, lowerBound: lower, upperBound: position)
        case 1:
            let lower = try advance(by: 8)
            let value = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: lower, as: UInt64.self))
            return WireField(number: number, type: .fixed64, value: value, lowerBound: lower, upperBound: position)
        case 2:
            let count = try varint(maximumBytes: 5, of: "length")
            let lower = try advance(by: Int(truncatingIfNeeded: count))
            return WireField(number: number, type: .lengthDelimited, value: 0, lowerBound: lower, upperBound: position)
        case 5:
            let lower = try advance(by: 4)
            let value = UInt64(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: lower, as: UInt32.self)))
            return WireField(number: number, type: .fixed32, value: value, lowerBound: lower, upperBound: position)
        default:
            throw OTLPError(code: .malformed, message: "invalid wire type \(tag & 7)", offset: start)
        }
    }

    /// Steps over `count` bytes and returns where they begin.
    @inlinable
    @inline(__always)
    mutating func advance(by count: Int) throws(OTLPError) -> Int {
        let lower = position
        guard count <= end - lower else {
            throw OTLPError(code: .malformed, message: "a field ends beyond its message", offset: lower)
        }
        position = lower + count
        return lower
    }

    @inlinable
    @inline(__always)
    mutating func varint(maximumBytes: Int, of name: StaticString) throws(OTLPError) -> UInt64 {
        if position < end {
            let byte = base.load(fromByteOffset: position, as: UInt8.self)
            if byte < 0x80 {
                position += 1
                return UInt64(byte)
            }
        }
        return try longVarint(maximumBytes: maximumBytes, of: name)
    }

    @usableFromInline
    mutating func longVarint(maximumBytes: Int, of name: StaticString) throws(OTLPError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        let limit = min(end, position + maximumBytes)
        var at = position
        while at < limit {
            let byte = base.load(fromByteOffset: at, as: UInt8.self)
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                position = at
                return value
            }
            shift += 7
        }
        let what = at == end ? "ends early" : "is too long"
        throw OTLPError(code: .malformed, message: "a \(name) \(what)", offset: position)
    }
}
