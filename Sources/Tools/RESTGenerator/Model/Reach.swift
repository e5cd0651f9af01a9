import SwiftProtobufPluginLibrary

/// Finds the messages and enums that routes need code for.
struct Reach {
    private(set) var answered: Set<String> = []
    private(set) var queried: Set<String> = []
    private(set) var enums: Set<String> = []
    /// The files that code is generated for.
    private let files: Set<String>

    init(files: Set<String>) {
        self.files = files
    }

    mutating func add(_ method: MethodModel) throws {
        let place = method.method
        for route in method.routes {
            if method.hasBody {
                if let field = route.responseField {
                    try answer(with: field, of: place)
                } else {
                    try answer(with: place.outputType, of: place)
                }
            }
            if !route.queryParameters.isEmpty { try query(place.inputType, of: place) }
            let parameters = route.pathVariables.compactMap(\.fields.last) + route.headerFields
            for field in parameters { try parameter(field, of: place) }
        }
    }

    private mutating func answer(with field: FieldDescriptor, of place: MethodDescriptor) throws {
        if let map = field.messageType?.mapKeyAndValue {
            return try answer(with: map.value, of: place)
        }
        switch field.kind {
        case .message: try answer(with: field.messageType, of: place)
        case .enumeration: try use(field.enumType, of: place)
        case .unsupported: throw unsupported(field, of: place)
        default: break
        }
    }

    private mutating func answer(with message: Descriptor, of place: MethodDescriptor) throws {
        guard FieldKind(message) == .message, answered.insert(message.fullName).inserted else { return }
        try check(message.file, message.fullName, of: place)
        for field in message.fields { try answer(with: field, of: place) }
    }

    private mutating func query(_ message: Descriptor, of place: MethodDescriptor) throws {
        guard queried.insert(message.fullName).inserted else { return }
        try check(message.file, message.fullName, of: place)
        for field in message.fields where field.isQueryable {
            if field.kind == .message {
                try query(field.messageType, of: place)
            } else {
                try parameter(field, of: place)
            }
        }
    }

    private mutating func parameter(_ field: FieldDescriptor, of place: MethodDescriptor) throws {
        if field.kind == .enumeration { try use(field.enumType, of: place) }
    }

    private mutating func use(_ type: EnumDescriptor, of place: MethodDescriptor) throws {
        guard type.fullName != "google.protobuf.NullValue", enums.insert(type.fullName).inserted else { return }
        try check(type.file, type.fullName, of: place)
    }

    /// Conformances are generated with the file of the type, so this file has to be among those given.
    private func check(_ file: FileDescriptor, _ type: String, of place: MethodDescriptor) throws {
        guard files.contains(file.name) else {
            throw GeneratorError(
                place.file.name, place.fullName, "\(type) is defined in \(file.name): generate both files together")
        }
    }

    private func unsupported(_ field: FieldDescriptor, of place: MethodDescriptor) -> GeneratorError {
        GeneratorError(
            place.file.name, place.fullName,
            "the field \(field.fullName) has a type that can't be answered over HTTP (google.protobuf.Any or a group)")
    }
}

extension FieldDescriptor {
    /// Whether query parameters can set it, or fields of the message that it holds.
    var isQueryable: Bool {
        guard !isMap, header == nil, !has(.outputOnly) else { return false }
        return kind.isParameter || (kind == .message && !isRepeated)
    }
}
