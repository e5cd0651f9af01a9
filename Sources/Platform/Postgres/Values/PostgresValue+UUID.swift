public import FoundationEssentials

extension UUID: PostgresEncodable, PostgresDecodable {
    /// `uuid`
    public static var postgresType: PostgresType { .uuid }

    /// Appends the value in the binary format.
    public func encode(into bytes: inout [UInt8]) {
        Swift.withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
    }

    /// Reads the value from the binary format.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> UUID {
        guard type == .uuid else { throw PostgresValueError("\(type) is not uuid") }
        guard bytes.byteCount == MemoryLayout<uuid_t>.size else {
            throw PostgresValueError("the value has \(bytes.byteCount) bytes instead of 16")
        }
        return UUID(uuid: bytes.withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) })
    }
}
