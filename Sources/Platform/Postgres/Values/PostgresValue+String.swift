/// Sent as text of a type that the server infers, so that it can stand for a `uuid`, a `jsonb` or an enumeration too.
/// Read from the types that hold text, `json`, `jsonb` and enumerations; other types have to be cast to `text` in SQL.
extension String: PostgresEncodable, PostgresDecodable {
    /// Inferred by the server.
    public static var postgresType: PostgresType { .inferred }

    /// Appends the text.
    public func encode(into bytes: inout [UInt8]) throws(PostgresValueError) {
        let start = bytes.count
        bytes.append(contentsOf: utf8)
        guard !bytes[start...].contains(0) else {
            throw PostgresValueError("the string contains U+0000, which PostgreSQL's text can't hold")
        }
    }

    /// Reads the value from the binary format.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> String {
        var content = bytes
        switch type {
        case .text, .varchar, .bpchar, .name, .unknown, .json, .xml, .char: break
        case .jsonb:
            // The binary format of jsonb is its text behind a version number.
            guard bytes.byteCount > 0, bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self) == 1 else {
                throw PostgresValueError("unknown version of the binary jsonb format")
            }
            content = bytes.extracting(droppingFirst: 1)
        default:
            guard type.rawValue >= PostgresType.firstUserDefined else {
                throw PostgresValueError("\(type) is not a text type (cast it to text in SQL)")
            }
        }
        guard let string = content.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) else {
            throw PostgresValueError("the value is not valid UTF-8")
        }
        return string
    }
}
