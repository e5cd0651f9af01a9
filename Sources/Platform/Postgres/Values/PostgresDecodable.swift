/// A Swift type that a column's value can be read as. Values arrive in PostgreSQL's binary format.
public protocol PostgresDecodable: Sendable {
    /// What NULL is read as; nil when the type has nothing for it, which makes NULL an error.
    static var postgresNull: Self? { get }

    /// Reads a value that is not NULL.
    /// - Parameters:
    ///   - bytes: the value in the binary format, valid during the call only.
    ///   - type: the column's type.
    /// - Throws: ``PostgresValueError``; the caller adds column and row.
    static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> Self
}

extension PostgresDecodable {
    /// Only an `Optional` can be NULL.
    public static var postgresNull: Self? { nil }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// No value.
    public static var postgresNull: Wrapped?? { .some(.none) }

    /// Reads the wrapped value.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> Wrapped? {
        try Wrapped.decode(bytes, type: type)
    }
}
