import OTLP
import Tracing

extension AnyValue {
    /// Takes over a value of the tracing API.
    init(_ attribute: SpanAttribute) {
        switch attribute {
        case .int32(let value): self = .int(Int64(value))
        case .int64(let value): self = .int(value)
        case .double(let value): self = .double(value)
        case .bool(let value): self = .bool(value)
        case .string(let value): self = .string(value)
        case .stringConvertible(let value): self = .string(value.description)
        case .int32Array(let values): self = .array(values.map { .int(Int64($0)) })
        case .int64Array(let values): self = .array(values.map { .int($0) })
        case .doubleArray(let values): self = .array(values.map { .double($0) })
        case .boolArray(let values): self = .array(values.map { .bool($0) })
        case .stringArray(let values): self = .array(values.map { .string($0) })
        case .stringConvertibleArray(let values):
            // The tracing API takes an array of Int for one of texts when it is set by a subscript.
            self = .array(values.map { ($0 as? Int).map { .int(Int64($0)) } ?? .string($0.description) })
        default: self = .empty
        }
    }

    /// The value in the tracing API, as text where it has no such type; nil for no value.
    var spanAttribute: SpanAttribute? {
        switch self {
        case .empty: nil
        case .string(let value): .string(value)
        case .bool(let value): .bool(value)
        case .int(let value): .int64(value)
        case .double(let value): .double(value)
        case .array(let values): Self.array(values)
        case .bytes, .keyValueList: .string("\(self)")
        }
    }

    private static func array(_ values: [AnyValue]) -> SpanAttribute {
        switch values.first {
        case .int: .int64Array(values.compactMap { if case .int(let value) = $0 { value } else { nil } })
        case .double: .doubleArray(values.compactMap { if case .double(let value) = $0 { value } else { nil } })
        case .bool: .boolArray(values.compactMap { if case .bool(let value) = $0 { value } else { nil } })
        default: .stringArray(values.compactMap { if case .string(let value) = $0 { value } else { nil } })
        }
    }
}
