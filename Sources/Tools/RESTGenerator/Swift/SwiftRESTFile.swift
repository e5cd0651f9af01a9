import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// The file with the HTTP routes of a `.proto` file's services, and what they need of its messages.
struct SwiftRESTFile {
    /// Nothing for a file that has no part in any route.
    let text: String?

    init(file: FileDescriptor, model: RESTModel) {
        let names = SwiftNames(file: file)
        let services = model.services.filter { $0.service.file.name == file.name && !$0.methods.isEmpty }
        let messages = file.allMessages
        let writesJSON = messages.contains { model.answered.contains($0.fullName) }
        guard
            !services.isEmpty || writesJSON || messages.contains(where: { model.queried.contains($0.fullName) })
                || file.allEnums.contains(where: { model.enums.contains($0.fullName) })
        else {
            text = nil
            return
        }
        var source = SourceText()
        source.line("// swift-format-ignore-file")
        source.line("//")
        source.line("// HTTP routes, JSON and query parameters for \(file.name).")
        source.line()
        for name in ["GRPCCore", "HTTPTypes", "PathTemplates", "SwiftProtobuf"] { source.line("import \(name)") }
        if writesJSON { source.line("package import OTLP") }
        source.line("package import Transcoding")
        for service in services {
            SwiftRoutes(service: service, names: names).write(to: &source)
        }
        for message in messages {
            if model.answered.contains(message.fullName) {
                SwiftMessageCode(message: message, names: names).writeJSON(to: &source)
            }
            if model.queried.contains(message.fullName) {
                SwiftMessageCode(message: message, names: names).writeParameters(to: &source)
            }
        }
        for type in file.allEnums where model.enums.contains(type.fullName) {
            SwiftEnumCode(type: type, names: names).write(to: &source)
        }
        text = source.text
    }
}

extension FileDescriptor {
    /// Every message, also those inside of others.
    var allMessages: [Descriptor] { messages.flatMap(\.withInnerMessages) }

    /// Every enum, also those inside of messages.
    var allEnums: [EnumDescriptor] { enums + allMessages.flatMap(\.enums) }
}

extension Descriptor {
    fileprivate var withInnerMessages: [Descriptor] {
        [self] + messages.filter { !$0.options.mapEntry }.flatMap(\.withInnerMessages)
    }
}
