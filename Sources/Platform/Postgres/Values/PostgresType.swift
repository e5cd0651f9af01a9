/// A type of PostgreSQL, named by its object id (`SELECT oid, typname FROM pg_type`).
/// The ids of built-in types never change.
public struct PostgresType: RawRepresentable, Hashable, Sendable {
    /// The object id.
    public var rawValue: UInt32

    /// A type by its object id.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Left to the server to infer from where the parameter stands.
    public static let inferred = PostgresType(rawValue: 0)
    /// `boolean`
    public static let bool = PostgresType(rawValue: 16)
    /// `bytea`
    public static let bytea = PostgresType(rawValue: 17)
    /// `"char"`, one byte
    public static let char = PostgresType(rawValue: 18)
    /// `name`, an identifier in the system catalogues
    public static let name = PostgresType(rawValue: 19)
    /// `bigint`
    public static let int8 = PostgresType(rawValue: 20)
    /// `smallint`
    public static let int2 = PostgresType(rawValue: 21)
    /// `integer`
    public static let int4 = PostgresType(rawValue: 23)
    /// `text`
    public static let text = PostgresType(rawValue: 25)
    /// `oid`
    public static let oid = PostgresType(rawValue: 26)
    /// `json`
    public static let json = PostgresType(rawValue: 114)
    /// `xml`
    public static let xml = PostgresType(rawValue: 142)
    /// `real`
    public static let float4 = PostgresType(rawValue: 700)
    /// `double precision`
    public static let float8 = PostgresType(rawValue: 701)
    /// What a literal has before its type is known
    public static let unknown = PostgresType(rawValue: 705)
    /// `character(n)`
    public static let bpchar = PostgresType(rawValue: 1042)
    /// `character varying(n)`
    public static let varchar = PostgresType(rawValue: 1043)
    /// `timestamp with time zone`
    public static let timestamptz = PostgresType(rawValue: 1184)
    /// `numeric`
    public static let numeric = PostgresType(rawValue: 1700)
    /// `uuid`
    public static let uuid = PostgresType(rawValue: 2950)
    /// `jsonb`
    public static let jsonb = PostgresType(rawValue: 3802)

    /// The first id that a database gives to types that are created in it: enumerations, composites, extensions' types.
    static let firstUserDefined: UInt32 = 16_384
}

extension PostgresType: CustomStringConvertible {
    /// The type's name in SQL.
    public var description: String {
        switch self {
        case .bool: "boolean"
        case .bytea: "bytea"
        case .char: "\"char\""
        case .name: "name"
        case .int8: "bigint"
        case .int2: "smallint"
        case .int4: "integer"
        case .text: "text"
        case .oid: "oid"
        case .json: "json"
        case .xml: "xml"
        case .float4: "real"
        case .float8: "double precision"
        case .unknown: "unknown"
        case .bpchar: "character"
        case .varchar: "character varying"
        case .timestamptz: "timestamp with time zone"
        case .numeric: "numeric"
        case .uuid: "uuid"
        case .jsonb: "jsonb"
        default: "type \(rawValue)"
        }
    }
}
