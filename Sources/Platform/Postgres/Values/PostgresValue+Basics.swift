extension Bool: PostgresEncodable, PostgresDecodable {
    /// `boolean`
    public static var postgresType: PostgresType { .bool }

    /// Appends the value in the binary format.
    public func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }

    /// Reads the value from the binary format.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> Bool {
        guard type == .bool else { throw PostgresValueError("\(type) is not boolean") }
        return try bytes.bigEndian(as: UInt8.self) != 0
    }
}

/// Read from `double precision` and `real`; `numeric` has to be cast in SQL, because it may not fit.
extension Double: PostgresEncodable, PostgresDecodable {
    /// `double precision`
    public static var postgresType: PostgresType { .float8 }

    /// Appends the value in the binary format.
    public func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }

    /// Reads the value from the binary format.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> Double {
        switch type {
        case .float8: Double(bitPattern: try bytes.bigEndian(as: UInt64.self))
        case .float4: Double(Float(bitPattern: try bytes.bigEndian(as: UInt32.self)))
        default: throw PostgresValueError("\(type) is not a floating-point type (cast it to double precision in SQL)")
        }
    }
}

/// `bytea`
extension Array: PostgresEncodable where Element == UInt8 {
    /// `bytea`
    public static var postgresType: PostgresType { .bytea }

    /// Appends the value in the binary format.
    public func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: self) }
}

/// `bytea`
extension Array: PostgresDecodable where Element == UInt8 {
    /// Reads the value from the binary format.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> [UInt8] {
        guard type == .bytea else { throw PostgresValueError("\(type) is not bytea") }
        return bytes.withUnsafeBytes { [UInt8]($0) }
    }
}
