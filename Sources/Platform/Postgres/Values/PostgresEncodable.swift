/// A Swift type that can be a statement's parameter.
///
/// Parameters travel in PostgreSQL's binary format, except those of an ``PostgresType/inferred`` type, which travel as
/// text: a `String` can thus stand for a `text`, `uuid`, `jsonb` or an enumeration, whatever the server expects there.
public protocol PostgresEncodable: Sendable {
    /// The type that the parameter is declared with.
    static var postgresType: PostgresType { get }

    /// Whether the value is NULL; `encode` is not called then.
    var isPostgresNull: Bool { get }

    /// Appends the value in the format that goes with its type.
    /// - Throws: ``PostgresValueError`` for a value that PostgreSQL has no place for; the statement is then not sent.
    func encode(into bytes: inout [UInt8]) throws(PostgresValueError)
}

extension PostgresEncodable {
    /// Only an `Optional` can be NULL.
    public var isPostgresNull: Bool { false }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The type of the wrapped value.
    public static var postgresType: PostgresType { Wrapped.postgresType }

    /// Whether there is no value.
    public var isPostgresNull: Bool {
        switch self {
        case .none: true
        case .some(let value): value.isPostgresNull
        }
    }

    /// Appends the wrapped value, if there is one.
    public func encode(into bytes: inout [UInt8]) throws(PostgresValueError) {
        try self?.encode(into: &bytes)
    }
}
