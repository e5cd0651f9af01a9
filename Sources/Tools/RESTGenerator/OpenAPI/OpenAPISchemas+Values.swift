import SwiftProtobufPluginLibrary

extension OpenAPISchemas {
    /// Narrows the schema of a single value by what the proto says of it.
    static func narrowed(_ schema: JSONTree, by rule: Cairn_Api_ValueRule?) -> JSONTree {
        guard let rule, case .object(var members) = schema else { return schema }
        func set(_ name: String, _ value: JSONTree?) {
            guard let value else { return }
            if let known = members.firstIndex(where: { $0.0 == name }) {
                members[known].1 = value
            } else {
                members.append((name, value))
            }
        }
        set("format", rule.format.isEmpty ? nil : .string(rule.format))
        set("minLength", rule.minLength == 0 ? nil : .number(Int(rule.minLength)))
        set("maxLength", rule.maxLength == 0 ? nil : .number(Int(rule.maxLength)))
        set("pattern", rule.pattern.isEmpty ? nil : .string(rule.pattern))
        set("enum", rule.oneOf.isEmpty ? nil : rule.oneOf.tree)
        set("minimum", rule.hasMinimum ? .number(Int(rule.minimum)) : nil)
        set("maximum", rule.hasMaximum ? .number(Int(rule.maximum)) : nil)
        return .object(members)
    }

    /// The schema of a list.
    static func list(of items: JSONTree, isNullable: Bool = false, by rule: Cairn_Api_ValueRule?) -> JSONTree {
        .members(
            ("type", isNullable ? ["array", "null"].tree : "array"), ("items", items),
            ("minItems", rule.flatMap { $0.minItems == 0 ? nil : .number(Int($0.minItems)) }),
            ("maxItems", rule.flatMap { $0.maxItems == 0 ? nil : .number(Int($0.maxItems)) }))
    }

    /// What can stand in a path: something, but neither control characters nor the names of other folders.
    static let pathText = JSONTree.members(
        ("type", "string"), ("minLength", 1), ("pattern", #"^(?!\.{1,2}$)[^\u0000-\u001f\u007f]*$"#))

    /// What can stand in a query: no control characters.
    static let queryText = JSONTree.members(("type", "string"), ("pattern", #"^[^\u0000-\u001f\u007f]*$"#))
}
