extension [UInt8] {
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}

extension RawSpan {
    /// Reads a value that must fill the whole span.
    func bigEndian<Value: FixedWidthInteger & BitwiseCopyable>(as _: Value.Type) throws(PostgresValueError) -> Value {
        guard byteCount == MemoryLayout<Value>.size else {
            throw PostgresValueError("the value has \(byteCount) bytes instead of \(MemoryLayout<Value>.size)")
        }
        // The length was checked above, and every bit pattern is a valid integer.
        return Value(bigEndian: unsafeLoadUnaligned(fromByteOffset: 0, as: Value.self))
    }
}
