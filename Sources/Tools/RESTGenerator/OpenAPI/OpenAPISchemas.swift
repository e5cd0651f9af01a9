import SwiftProtobufPluginLibrary

/// JSON Schemas (2020-12) of messages, enums and fields.
struct OpenAPISchemas {
    let names: SchemaNames

    /// The schemas of all messages and enums, by name.
    var components: [(String, JSONTree)] {
        var components: [(String, JSONTree)] = []
        for message in names.messages.values {
            if names.answered.contains(message.fullName) {
                components.append((names.name(message, isInput: false), schema(of: message, isInput: false)))
            }
            if names.sent.contains(message.fullName) {
                components.append((names.name(message, isInput: true), schema(of: message, isInput: true)))
            }
        }
        for type in names.enums.values {
            components.append(
                (
                    names.name(type),
                    .members(
                        ("type", "string"), ("enum", .array(type.values.map { .string($0.name) })),
                        ("description", description(of: type)))
                ))
        }
        return components.sorted { $0.0 < $1.0 }
    }

    /// The schema of a message's JSON, without the fields that are given elsewhere.
    func schema(of message: Descriptor, isInput: Bool, except: Set<String> = []) -> JSONTree {
        let fields = message.fields.filter { field in
            !except.contains(field.name) && (!isInput || !field.has(.outputOnly))
                && (isInput || !field.has(.inputOnly))
        }
        let required = fields.filter { field in
            isInput ? field.has(.required) : field.realContainingOneof == nil
        }
        return .members(
            ("type", "object"),
            ("description", message.comment.isEmpty ? nil : .string(message.comment)),
            ("required", required.isEmpty ? nil : .array(required.map { .string($0.jsonSpelling) })),
            ("properties", .object(fields.map { ($0.jsonSpelling, property($0, isInput: isInput)) })),
            ("additionalProperties", isInput ? false : nil))
    }

    private func property(_ field: FieldDescriptor, isInput: Bool) -> JSONTree {
        // In proto3's JSON null stands for a field that is not given.
        let isNullable =
            isInput
            ? !field.has(.required)
            : field.hasPresence && !field.isRepeated && field.realContainingOneof == nil
        return described(schema(of: field, isInput: isInput, isNullable: isNullable), by: field)
    }

    /// A schema with the field's comment.
    func described(_ schema: JSONTree, by field: FieldDescriptor) -> JSONTree {
        guard !field.comment.isEmpty, case .object(let members) = schema else { return schema }
        return .object(members + [("description", .string(field.comment))])
    }

    /// The schema of a field's value, the list or map if it is one.
    func schema(of field: FieldDescriptor, isInput: Bool, isNullable: Bool = false) -> JSONTree {
        if let map = field.messageType?.mapKeyAndValue {
            return .members(
                ("type", isNullable ? ["object", "null"].tree : "object"),
                ("additionalProperties", single(map.value, isInput: isInput, isNullable: false)))
        }
        if field.isRepeated {
            return Self.list(
                of: single(field, isInput: isInput, isNullable: false), isNullable: isNullable, by: field.valueRule)
        }
        return single(field, isInput: isInput, isNullable: isNullable)
    }

    private func single(_ field: FieldDescriptor, isInput: Bool, isNullable: Bool) -> JSONTree {
        switch field.kind {
        case .message: reference(names.name(field.messageType, isInput: isInput), isNullable: isNullable)
        case .enumeration where field.enumType.fullName == "google.protobuf.NullValue": .members(("type", "null"))
        case .enumeration: reference(names.name(field.enumType), isNullable: isNullable)
        default: Self.narrowed(Self.schema(of: field.kind, isNullable: isNullable), by: field.valueRule)
        }
    }

    private func reference(_ name: String, isNullable: Bool) -> JSONTree {
        let reference = JSONTree.members(("$ref", .string("#/components/schemas/\(name)")))
        return isNullable ? .members(("anyOf", .array([reference, .members(("type", "null"))]))) : reference
    }

    /// The schema of a parameter's text in a path, a query or a head.
    func parameter(_ field: FieldDescriptor, in place: String) -> JSONTree {
        // 64 bits are a string in JSON, but a number in a query.
        let single: JSONTree =
            switch field.kind {
            case .int64, .wrapper(.int64): .members(("type", "integer"), ("format", "int64"))
            case .uint64, .wrapper(.uint64): .members(("type", "integer"), ("format", "uint64"), ("minimum", 0))
            case .string, .wrapper(.string):
                Self.narrowed(Self.text(in: place, field.valueRule), by: field.valueRule)
            case .wrapper(let wrapped): Self.narrowed(Self.schema(of: wrapped, isNullable: false), by: field.valueRule)
            default: self.single(field, isInput: true, isNullable: false)
            }
        return field.isRepeated ? Self.list(of: single, by: field.valueRule) : single
    }

    /// Whatever the place can hold, unless the proto says what the text looks like.
    private static func text(in place: String, _ rule: Cairn_Api_ValueRule?) -> JSONTree {
        let isDescribed = rule.map { !$0.pattern.isEmpty || !$0.format.isEmpty } ?? false
        return switch place {
        case "path" where !isDescribed: pathText
        case "query" where !isDescribed: queryText
        default: .members(("type", "string"))
        }
    }

    private func description(of type: EnumDescriptor) -> JSONTree? {
        let values = type.values.filter { !$0.comment.isEmpty }.map { "- `\($0.name)`: \($0.comment)" }
        let text = ([type.comment] + values).filter { !$0.isEmpty }.joined(separator: "\n")
        return text.isEmpty ? nil : .string(text)
    }
}
