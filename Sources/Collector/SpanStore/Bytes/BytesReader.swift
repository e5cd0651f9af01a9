/// Reads what the store has written, and checks every bound: the bytes may have changed on disk.
struct BytesReader {
    /// The bytes end early or hold what the store never writes.
    struct Malformed: Error {}

    private let bytes: UnsafeRawBufferPointer
    private(set) var position: Int

    /// The bytes must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        position = 0
    }

    var isAtEnd: Bool { position == bytes.count }
    var remaining: Int { bytes.count - position }

    @inline(__always)
    mutating func byte() throws(Malformed) -> UInt8 {
        guard position < bytes.count else { throw Malformed() }
        defer { position += 1 }
        return bytes[position]
    }

    @inline(__always)
    mutating func varint() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { throw Malformed() }
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// A varint that counts things of which each takes at least `size` bytes of what is left.
    @inline(__always)
    mutating func count(ofSize size: Int = 1) throws(Malformed) -> Int {
        let value = try varint()
        guard value <= UInt64(remaining / size) else { throw Malformed() }
        return Int(value)
    }

    /// A varint that fits a non-negative Int32 and so can be added to others without care.
    @inline(__always)
    mutating func number() throws(Malformed) -> Int {
        let value = try varint()
        guard value <= UInt64(Int32.max) else { throw Malformed() }
        return Int(value)
    }

    mutating func fixed<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type) throws(Malformed) -> Value {
        guard remaining >= MemoryLayout<Value>.size else { throw Malformed() }
        defer { position += MemoryLayout<Value>.size }
        return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Value.self))
    }

    @inline(__always)
    mutating func bytes(_ count: Int) throws(Malformed) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else { throw Malformed() }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    /// A length and so many bytes.
    @inline(__always)
    mutating func counted() throws(Malformed) -> UnsafeRawBufferPointer {
        try bytes(try count())
    }
}
