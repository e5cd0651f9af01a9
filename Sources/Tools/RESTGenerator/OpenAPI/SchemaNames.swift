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
        short = Self.shortNames(
            of: Array(messages.keys) + enums.keys, files: model.files, messages: messages, enums: enums)
    }

    func name(_ type: EnumDescriptor) -> String { short[type.fullName] ?? type.name }

    func name(_ message: Descriptor, isInput: Bool) -> String {
        let name = short[message.fullName] ?? message.name
        return isInput && answered.contains(message.fullName) ? name + "Input" : name
    }

    /// The first file's messages keep their short names; a later one that has the name too gets its package before it,
    /// so that no name changes when a service is added.
    private static func shortNames(
        of fullNames: [String], files: [FileDescriptor], messages: [String: Descriptor], enums: [String: EnumDescriptor]
    ) -> [String: String] {
        let order = Dictionary(uniqueKeysWithValues: files.enumerated().map { ($1.name, $0) })
        func position(_ fullName: String) -> Int {
            order[messages[fullName]?.file.name ?? enums[fullName]?.file.name ?? ""] ?? order.count
        }
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for fullName in fullNames.sorted(by: { (position($0), $0) < (position($1), $1) }) {
            let package = messages[fullName]?.file.package ?? enums[fullName]?.file.package ?? ""
            let parts = fullName.dropFirst(package.isEmpty ? 0 : package.count + 1).split(separator: ".")
            let local = parts.joined()
            let candidates = [local, packageName(package) + local, fullName.replacing(".", with: "_")]
            let name = candidates.first { !taken.contains($0) && !taken.contains($0 + "Input") } ?? fullName
            names[fullName] = name
            taken.formUnion([name, name + "Input"])
        }
        return names
    }

    /// `cairn.orders.v1` as `Orders`: the last part that is no version.
    private static func packageName(_ package: String) -> String {
        let parts = package.split(separator: ".")
        let part = parts.last { !($0.first == "v" && $0.dropFirst().allSatisfy(\.isNumber)) } ?? parts.last ?? ""
        return NamingUtils.toUpperCamelCase(String(part))
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
