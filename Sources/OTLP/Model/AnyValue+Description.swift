extension AnyValue: CustomStringConvertible {
    /// The value as text for people and for filters: text as it is, `true`, `42`, `0.5`, bytes in Base64, arrays and
    /// key-value lists as JSON, and nothing for an empty value.
    public var description: String {
        switch self {
        case .empty: return ""
        case .string(let text): return text
        case .bool(let value): return value ? "true" : "false"
        case .int(let number): return "\(number)"
        case .double(let number): return "\(number)"
        case .bytes(let bytes): return Base64.encode(bytes)
        case .array, .keyValueList:
            var writer = JSONWriter()
            writer.plain(self)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }
}

extension JSONWriter {
    /// Writes a value as the JSON value that is most like it.
    fileprivate mutating func plain(_ value: AnyValue) {
        switch value {
        case .empty: null()
        case .string(let text): string(text)
        case .bool(let value): bool(value)
        case .int(let value): number(value)
        case .double(let value): number(value)
        case .bytes(let bytes): string(Base64.encode(bytes))
        case .array(let values): array(values) { $0.plain($1) }
        case .keyValueList(let attributes):
            object { writer in
                for attribute in attributes {
                    writer.key(attribute.key)
                    writer.plain(attribute.value)
                }
            }
        }
    }
}
