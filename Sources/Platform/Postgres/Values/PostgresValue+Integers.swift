/// Integers are read from any of `smallint`, `integer`, `bigint` and `oid` whose value fits, and are sent as the
/// narrowest of the signed types that holds every value of the Swift type. `UInt` and `UInt64` are sent as `bigint`;
/// a value above `Int64.max` is an error before anything is sent.
extension PostgresDecodable where Self: FixedWidthInteger {
    /// Reads a value of any integer type that fits.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> Self {
        let wide: Int64 =
            switch type {
            case .int8: try bytes.bigEndian(as: Int64.self)
            case .int4: Int64(try bytes.bigEndian(as: Int32.self))
            case .int2: Int64(try bytes.bigEndian(as: Int16.self))
            case .oid: Int64(try bytes.bigEndian(as: UInt32.self))
            default: throw PostgresValueError("\(type) is not an integer type")
            }
        guard let value = Self(exactly: wide) else {
            throw PostgresValueError("the value is out of the range of \(Self.self)")
        }
        return value
    }
}

extension PostgresEncodable where Self: FixedWidthInteger {
    /// Appends the value as wide as its type.
    public func encode(into bytes: inout [UInt8]) throws(PostgresValueError) {
        guard let wide = Int64(exactly: self) else { throw PostgresValueError("the value is out of bigint's range") }
        switch Self.postgresType {
        case .int2: bytes.append(bigEndian: Int16(truncatingIfNeeded: wide))
        case .int4: bytes.append(bigEndian: Int32(truncatingIfNeeded: wide))
        default: bytes.append(bigEndian: wide)
        }
    }
}

extension Int8: PostgresEncodable, PostgresDecodable {
    /// `smallint`
    public static var postgresType: PostgresType { .int2 }
}

extension UInt8: PostgresEncodable, PostgresDecodable {
    /// `smallint`
    public static var postgresType: PostgresType { .int2 }
}

extension Int16: PostgresEncodable, PostgresDecodable {
    /// `smallint`
    public static var postgresType: PostgresType { .int2 }
}

extension UInt16: PostgresEncodable, PostgresDecodable {
    /// `integer`
    public static var postgresType: PostgresType { .int4 }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    /// `integer`
    public static var postgresType: PostgresType { .int4 }
}

extension UInt32: PostgresEncodable, PostgresDecodable {
    /// `bigint`
    public static var postgresType: PostgresType { .int8 }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    /// `bigint`
    public static var postgresType: PostgresType { .int8 }
}

extension UInt64: PostgresEncodable, PostgresDecodable {
    /// `bigint`
    public static var postgresType: PostgresType { .int8 }
}

extension Int: PostgresEncodable, PostgresDecodable {
    /// `bigint`
    public static var postgresType: PostgresType { .int8 }
}

extension UInt: PostgresEncodable, PostgresDecodable {
    /// `bigint`
    public static var postgresType: PostgresType { .int8 }
}
