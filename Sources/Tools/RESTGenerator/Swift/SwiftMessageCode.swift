import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// What routes need of a message: that it writes itself as JSON, and that parameters can set its fields.
struct SwiftMessageCode {
    let message: Descriptor
    let names: SwiftNames

    func writeJSON(to source: inout SourceText) {
        source.line()
        source.block("extension \(names.type(message)): Transcoding.JSONValue {") { source in
            source.line("/// Writes every field, those with their default value too, but of a oneof only what is set.")
            source.block("package func write(to writer: inout OTLP.JSONWriter) {") { source in
                if message.fields.isEmpty {
                    source.line("writer.object { _ in }")
                } else {
                    source.block("writer.object { writer in") { source in
                        for field in message.fields { writeJSON(of: field, to: &source) }
                    }
                }
            }
        }
    }

    private func writeJSON(of field: FieldDescriptor, to source: inout SourceText) {
        let name = field.jsonSpelling.swiftLiteral
        let property = "self.\(names.property(field))"
        if let oneof = field.realContainingOneof {
            source.line(
                "if case \(names.oneofCase(field))(let value)? = self.\(names.property(oneof)) "
                    + "{ writer.field(\(name), value) }")
        } else if field.hasPresence, !field.isRepeated {
            source.line("writer.field(\(name), self.\(names.presence(field)) ? \(property) : nil)")
        } else {
            source.line("writer.field(\(name), \(property))")
        }
    }

    func writeParameters(to source: inout SourceText) {
        source.line()
        source.block("extension \(names.type(message)): Transcoding.ParameterBindable {") { source in
            source.line("/// Sets the field that a parameter names, in either spelling.")
            source.block(
                "package mutating func bind(_ parameter: inout Transcoding.Parameter) "
                    + "throws(Transcoding.ParameterError) {"
            ) { source in
                source.line("switch parameter.next() {")
                for field in message.fields where field.isQueryable {
                    let patterns = field.spellings.map(\.swiftLiteral).joined(separator: ", ")
                    source.line("case \(patterns): try parameter.\(setter(of: field))&self.\(names.property(field)))")
                }
                source.line("default: throw parameter.unknown")
                source.line("}")
            }
        }
    }

    private func setter(of field: FieldDescriptor) -> String {
        if field.isRepeated { return "append(to: " }
        return field.kind == .message ? "descend(into: " : "set("
    }
}

/// The names of an enum's values.
struct SwiftEnumCode {
    let type: EnumDescriptor
    let names: SwiftNames

    /// Of several names for one number, Swift's case has the first.
    private func original(of value: EnumValueDescriptor) -> EnumValueDescriptor {
        type.values.first { $0.number == value.number } ?? value
    }

    func write(to source: inout SourceText) {
        let own = names.type(type)
        source.line()
        source.block("extension \(own): Transcoding.NamedEnum {") { source in
            source.line("/// The names of the values, in the order of the file.")
            source.block("package static var names: [(name: StaticString, value: \(own))] {") { source in
                source.block("[", "]") { source in
                    for value in type.values {
                        source.line("(\(value.name.swiftLiteral), \(names.value(original(of: value)))),")
                    }
                }
            }
            source.line()
            source.line("/// The name of this value.")
            source.block("package var protoName: StaticString? {") { source in
                source.line("switch self {")
                for value in type.values where original(of: value) === value {
                    source.line("case \(names.value(value)): \(value.name.swiftLiteral)")
                }
                source.line("default: nil")
                source.line("}")
            }
        }
    }
}
