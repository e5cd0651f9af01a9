import SwiftProtobufPluginLibrary

/// The types of messages and enums in a client.
struct ClientTypes {
    let names: SchemaNames
    let dialect: Dialect

    /// The type of a field's value, list or map.
    func type(of field: FieldDescriptor, isInput: Bool) -> String {
        if let map = field.messageType?.mapKeyAndValue {
            return "Record<string, \(single(map.value, isInput: isInput))>"
        }
        let single = single(field, isInput: isInput)
        guard field.isRepeated else { return single }
        return single.contains("|") ? "(\(single))[]" : "\(single)[]"
    }

    private func single(_ field: FieldDescriptor, isInput: Bool) -> String {
        switch field.kind {
        case .message: names.name(field.messageType, isInput: isInput)
        case .enumeration where field.enumType.fullName == "google.protobuf.NullValue": "null"
        case .enumeration: names.name(field.enumType)
        default: Self.type(of: field.kind)
        }
    }

    static func type(of kind: FieldKind) -> String {
        switch kind {
        case .string, .bytes, .int64, .uint64, .timestamp, .duration, .fieldMask: "string"
        case .bool: "boolean"
        case .int32, .uint32, .float, .double: "number"
        case .object: "Record<string, unknown>"
        case .list: "unknown[]"
        case .empty: "Record<string, never>"
        case .wrapper(let wrapped): "\(type(of: wrapped)) | null"
        case .anyValue, .enumeration, .message, .unsupported: "unknown"
        }
    }

    func write(_ type: EnumDescriptor, to source: inout SourceText) {
        let union = type.values.map { "\"\($0.name)\"" }.joined(separator: " | ")
        source.line()
        switch dialect {
        case .typeScript:
            comment(type.commentLines, to: &source)
            source.line("export type \(names.name(type)) = \(union);")
        case .javaScript:
            comment(type.commentLines + ["@typedef {\(union)} \(names.name(type))"], to: &source)
        }
    }

    /// A property of an object type.
    struct Property {
        let name: String
        let type: String
        let isOptional: Bool
        let comment: [String]
    }

    func properties(of message: Descriptor, isInput: Bool) -> [Property] {
        message.fields.compactMap { field in
            guard isInput ? !field.has(.outputOnly) : !field.has(.inputOnly) else { return nil }
            let isChoice = field.realContainingOneof != nil
            let isNullable = !isInput && field.hasPresence && !field.isRepeated && !isChoice
            let type = type(of: field, isInput: isInput)
            return Property(
                name: field.jsonSpelling, type: isNullable && !type.hasSuffix("| null") ? "\(type) | null" : type,
                isOptional: isInput ? !field.has(.required) : isChoice, comment: field.commentLines)
        }
    }

    func write(_ name: String, _ properties: [Property], comment lines: [String], to source: inout SourceText) {
        source.line()
        switch dialect {
        case .typeScript:
            comment(lines, to: &source)
            source.block("export interface \(name) {") { source in
                for property in properties {
                    comment(property.comment, to: &source)
                    source.line("\(property.name)\(property.isOptional ? "?" : ""): \(property.type);")
                }
            }
        case .javaScript:
            let members = properties.map { property in
                let name = property.isOptional ? "[\(property.name)]" : property.name
                let text = property.comment.isEmpty ? "" : " " + property.comment.joined(separator: " ")
                return "@property {\(property.type)} \(name)\(text)"
            }
            comment(lines + ["@typedef {object} \(name)"] + members, to: &source)
        }
    }

    func comment(_ lines: [String], to source: inout SourceText) {
        guard !lines.isEmpty else { return }
        let lines = lines.map { $0.replacing("*/", with: "* /") }
        if lines.count == 1 { return source.line("/** \(lines[0]) */") }
        source.line("/**")
        source.comment(lines, prefix: " *")
        source.line(" */")
    }
}
