import SwiftProtobufPluginLibrary

/// The names of messages and enums in documents and clients: short where that is unique.
///
/// A message that is both sent and answered has two shapes, because answers have every field and requests need not; the
/// one that is sent is called `…Input`.
struct SchemaNames {
    /// Messages that bodies of requests have.
    let sent: Set<String>
    /// Messages that requests have, wherever.
    let requested: Set<String>
    /// Messages that answers have.
    let answered: Set<String>
    /// The messages and enums by their full names.
    let messages: [String: Descriptor]
    let enums: [String: EnumDescriptor]
    private let short: [String: String]

    init(model: RESTModel) {
        var bodies = Search()
        var requests = Search()
        var answers = Search()
        for method in model.services.flatMap(\.methods) {
            requests.add(method.method.inputType)
            for route in method.routes {
                switch route.body {
                case .none: break
                case .whole: bodies.add(method.method.inputType)
                case .field(let field): bodies.add(field)
                }
                guard method.hasBody else { continue }
                if let field = route.responseField { answers.add(field) } else { answers.add(method.method.outputType) }
            }
        }
        sent = Set(bodies.messages.keys)
        requested = Set(requests.messages.keys)
        answered = Set(answers.messages.keys)
        messages = requests.messages.merging(answers.messages) { first, _ in first }
        enums = requests.enums.merging(answers.enums) { first, _ in first }
        short = Self.shortNames(of: Array(messages.keys) + enums.keys, messages: messages, enums: enums)
    }

    func name(_ type: EnumDescriptor) -> String { short[type.fullName] ?? type.name }

    func name(_ message: Descriptor, isInput: Bool) -> String {
        let name = short[message.fullName] ?? message.name
        return isInput && answered.contains(message.fullName) ? name + "Input" : name
    }

    private static func shortNames(
        of fullNames: [String], messages: [String: Descriptor], enums: [String: EnumDescriptor]
    ) -> [String: String] {
        func local(_ fullName: String) -> String {
            let package = messages[fullName]?.file.package ?? enums[fullName]?.file.package ?? ""
            let name = package.isEmpty ? fullName : String(fullName.dropFirst(package.count + 1))
            return name.replacing(".", with: "")
        }
        let counts = Dictionary(grouping: fullNames, by: local)
        return Dictionary(
            uniqueKeysWithValues: fullNames.map { fullName in
                let name = local(fullName)
                let isUnique = counts[name]?.count == 1
                return (fullName, isUnique ? name : fullName.replacing(".", with: "_"))
            })
    }

    /// Follows fields to all messages and enums.
    private struct Search {
        var messages: [String: Descriptor] = [:]
        var enums: [String: EnumDescriptor] = [:]

        mutating func add(_ field: FieldDescriptor) {
            if let map = field.messageType?.mapKeyAndValue { return add(map.value) }
            if field.kind == .message { add(field.messageType) }
            if field.kind == .enumeration, field.enumType.fullName != "google.protobuf.NullValue" {
                enums[field.enumType.fullName] = field.enumType
            }
        }

        mutating func add(_ message: Descriptor) {
            guard FieldKind(message) == .message, messages.updateValue(message, forKey: message.fullName) == nil else {
                return
            }
            for field in message.fields { add(field) }
        }
    }
}
