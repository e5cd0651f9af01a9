import SwiftProtobufPluginLibrary

/// The file with types and a client class for each service.
struct ClientFile {
    let text: String

    init(model: RESTModel, dialect: Dialect) {
        let names = SchemaNames(model: model)
        let types = ClientTypes(names: names, dialect: dialect)
        var source = SourceText()
        for type in names.enums.values.sorted(by: { names.name($0) < names.name($1) }) {
            types.write(type, to: &source)
        }
        let methods = model.services.flatMap(\.methods)
        let requests = Set(methods.map(\.method.inputType.fullName))
        let shapes = names.messages.values.flatMap { message in
            [false, true].compactMap { isInput -> (name: String, message: Descriptor, isInput: Bool)? in
                guard (isInput ? names.requested : names.answered).contains(message.fullName) else { return nil }
                // The types of requests come with the fields that are not in the body.
                guard !isInput || !requests.contains(message.fullName) else { return nil }
                return (names.name(message, isInput: isInput), message, isInput)
            }
        }
        for shape in shapes.sorted(by: { $0.name < $1.name }) {
            let properties = types.properties(of: shape.message, isInput: shape.isInput)
            types.write(shape.name, properties, comment: shape.message.commentLines, to: &source)
        }
        var written: Set<String> = []
        for method in methods where written.insert(method.method.inputType.fullName).inserted {
            ClientMethod(method: method, types: types).writeRequestType(to: &source)
        }
        source.line()
        let needed = methods.reduce(into: Set<ClientHelper>()) { helpers, method in
            helpers.formUnion(ClientMethod(method: method, types: types).helpers)
        }
        let runtime = [ClientRuntime.text] + ClientHelper.allCases.filter(needed.contains).map(\.text)
        for line in dialect.code(runtime.joined(separator: "\n\n"))
            .split(separator: "\n", omittingEmptySubsequences: false)
        {
            source.line(String(line))
        }
        for service in model.services where !service.methods.isEmpty {
            Self.write(service, types: types, to: &source)
        }
        text = source.text
    }

    private static func write(_ service: ServiceModel, types: ClientTypes, to source: inout SourceText) {
        source.line()
        types.comment(service.service.commentLines, to: &source)
        source.block("export class \(service.service.name)Client {") { source in
            source.line(types.dialect.code("#transport‹: Transport›;"))
            source.line()
            source.line("/** @param {Transport} transport Sends the requests; clients can share one. */")
            source.block(types.dialect.code("constructor(transport‹: Transport›) {")) { source in
                source.line("this.#transport = transport;")
            }
            for method in service.methods {
                ClientMethod(method: method, types: types).write(to: &source)
            }
        }
    }
}
