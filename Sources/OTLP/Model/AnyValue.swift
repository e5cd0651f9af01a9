/// An attribute's value (`opentelemetry.proto.common.v1.AnyValue`).
public enum AnyValue: Hashable, Sendable {
    /// No value at all, which is a valid one.
    case empty
    /// Text.
    case string(String)
    /// A truth value.
    case bool(Bool)
    /// A signed integer.
    case int(Int64)
    /// A floating-point number.
    case double(Double)
    /// Bytes.
    case bytes([UInt8])
    /// Values, of one or of several types.
    case array([AnyValue])
    /// Values by key.
    case keyValueList([KeyValue])
}

extension AnyValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral
{
    /// Text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A signed integer.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// A floating-point number.
    public init(floatLiteral value: Double) { self = .double(value) }
}
