import SwiftProtobufPluginLibrary

/// The names that protoc-gen-swift and protoc-gen-grpc-swift-2 give to what a `.proto` file defines.
struct SwiftNames {
    private let namer: SwiftProtobufNamer

    init(file: FileDescriptor) {
        namer = SwiftProtobufNamer(
            currentFile: file, protoFileToModuleMappings: ProtoFileToModuleMappings(swiftProtobufModuleName: nil))
    }

    func type(_ message: Descriptor) -> String { namer.fullName(message: message) }

    func type(_ type: EnumDescriptor) -> String { namer.fullName(enum: type) }

    /// `.active`
    func value(_ value: EnumValueDescriptor) -> String { namer.dottedRelativeName(enumValue: value) }

    func property(_ field: FieldDescriptor) -> String {
        namer.messagePropertyNames(field: field, prefixed: "", includeHasAndClear: false).name
    }

    /// `hasCreateTime`
    func presence(_ field: FieldDescriptor) -> String {
        namer.messagePropertyNames(field: field, prefixed: "", includeHasAndClear: true).has
    }

    /// The case of a oneof's enum, `.text`.
    func oneofCase(_ field: FieldDescriptor) -> String {
        namer.messagePropertyNames(field: field, prefixed: ".", includeHasAndClear: false).prefixed
    }

    func property(_ oneof: OneofDescriptor) -> String { namer.messagePropertyName(oneof: oneof).name }

    /// The properties along a path of fields.
    func path(_ fields: [FieldDescriptor]) -> String { fields.map(property).joined(separator: ".") }

    /// The namespace of a service, `Cairn_Dummy_V1_Dummy`.
    func type(_ service: ServiceDescriptor) -> String {
        namer.typePrefix(forFile: service.file) + NamingUtils.toUpperCamelCase(service.name)
    }

    /// The function of a method: `GetEntity` becomes `getEntity`, `URLOf` becomes `urlOf`.
    static func function(_ method: MethodDescriptor) -> String {
        let name = method.name
        guard let lowercase = name.firstIndex(where: \.isLowercase) else { return name.lowercased() }
        switch name.distance(from: name.startIndex, to: lowercase) {
        case 0: return name
        case 1: return name[..<lowercase].lowercased() + name[lowercase...]
        default:
            let word = name.index(before: lowercase)
            return name[..<word].lowercased() + name[word...]
        }
    }

    /// A name as a declaration takes it, with backticks where Swift has another use for it.
    static func declared(_ name: String) -> String {
        reserved.contains(name) ? "`\(name)`" : name
    }

    private static let reserved: Set<String> = [
        "as", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else", "enum",
        "extension", "fallthrough", "false", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal",
        "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows",
        "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
        "typealias", "var", "where", "while",
    ]
}

extension String {
    /// The text as a Swift string literal.
    var swiftLiteral: String {
        "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
