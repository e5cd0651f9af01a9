extension OpenAPISchemas {
    /// The schema of a value that is no message or enum of ours.
    static func schema(of kind: FieldKind, isNullable: Bool) -> JSONTree {
        switch kind {
        case .string: typed("string", isNullable)
        case .bytes: typed("string", isNullable, ("contentEncoding", "base64"))
        case .bool: typed("boolean", isNullable)
        case .int32:
            typed(
                "integer", isNullable, ("format", "int32"), ("minimum", .number(Int(Int32.min))),
                ("maximum", .number(Int(Int32.max))))
        case .uint32:
            typed("integer", isNullable, ("format", "uint32"), ("minimum", 0), ("maximum", .number(Int(UInt32.max))))
        case .int64: typed("string", isNullable, ("format", "int64"), ("pattern", "^-?[0-9]{1,19}$"))
        case .uint64: typed("string", isNullable, ("format", "uint64"), ("pattern", "^[0-9]{1,20}$"))
        case .float: typed("number", isNullable, ("format", "float"))
        case .double: typed("number", isNullable, ("format", "double"))
        case .timestamp: typed("string", isNullable, ("format", "date-time"))
        case .duration: typed("string", isNullable, ("pattern", "^-?[0-9]{1,12}(\\.[0-9]{1,9})?s$"))
        case .fieldMask: typed("string", isNullable, ("pattern", "^([A-Za-z0-9_.]+(,[A-Za-z0-9_.]+)*)?$"))
        case .object: typed("object", isNullable)
        case .list: typed("array", isNullable)
        case .empty: typed("object", isNullable)
        case .wrapper(let wrapped): schema(of: wrapped, isNullable: true)
        case .anyValue, .enumeration, .message, .unsupported: .object([])
        }
    }

    private static func typed(_ type: String, _ isNullable: Bool, _ more: (String, JSONTree)...) -> JSONTree {
        let name = JSONTree.string(type)
        return .object([("type", isNullable ? .array([name, "null"]) : name)] + more)
    }
}
