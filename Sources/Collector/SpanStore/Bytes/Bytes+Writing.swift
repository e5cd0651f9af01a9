extension [UInt8] {
    /// Appends an unsigned LEB128 number, protobuf's varint: seven bits a byte, the lowest first.
    mutating func appendVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func appendVarint(_ value: Int) { appendVarint(UInt64(value)) }

    /// Appends a number in little-endian bytes.
    mutating func appendFixed(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// Appends a length and the bytes.
    mutating func appendCounted(_ bytes: UnsafeRawBufferPointer) {
        appendVarint(bytes.count)
        append(contentsOf: bytes)
    }

    /// `withUnsafeBytes` for a closure with typed throws.
    func withTypedThrowingBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try withUnsafeBufferPointer { (bytes) throws(Failure) in try body(UnsafeRawBufferPointer(bytes)) }
    }
}

/// How many bytes a varint takes.
enum VarintSize {
    static func of(_ value: UInt64) -> Int { max(1, (70 - value.leadingZeroBitCount) / 7) }
}
