import SwiftProtobufPluginLibrary

/// The code of one route: how the request message is taken from a request, the call, and the answer.
struct SwiftRouteCode {
    /// The namespace of the service.
    let type: String
    let name: String
    let method: MethodModel
    let route: RouteModel
    let names: SwiftNames

    private var input: String { names.type(method.method.inputType) }
    private var function: String { SwiftNames.function(method.method) }

    func write(to source: inout SourceText) {
        let kind = method.method.serverStreaming ? "serverStreaming" : "unary"
        source.block("table.\(kind)(Routes.\(name), hooks: hooks) { request in") { source in
            writeDecoding(to: &source)
            source.line("return message")
        }
        // The trailing closures belong to the line of the brace before them.
        if method.method.serverStreaming {
            source.block("call: { message, metadata, handle in") { source in
                source.line("try await client.\(function)(message, metadata: metadata, onResponse: handle)")
            }
            source.block("write: { message, writer in") { source in
                source.line(value("message") + ".write(to: &writer)")
            }
        } else {
            source.block("call: { message, metadata in") { source in
                source.line("try await client.\(function)(message, metadata: metadata)")
            }
            source.block("answer: { \(answersNothing ? "_, _" : "message, answer") in") { source in
                writeAnswer(to: &source)
            }
        }
    }

    private func writeDecoding(to source: inout SourceText) {
        let isChanged = !route.queryParameters.isEmpty || !route.headerFields.isEmpty || !route.pathVariables.isEmpty
        let declaration = "\(isChanged ? "var" : "let") message ="
        switch route.body {
        case .none: source.line("\(declaration) \(input)()")
        case .whole:
            source.line(
                "\(declaration) try await request.body(as: \(input).self, isOptional: \(route.isBodyOptional(of: method)))"
            )
        case .field(let field) where field.kind == .message && !field.isRepeated:
            source.line("var message = \(input)()")
            source.line("message.\(names.property(field)) = try await request.body()")
        case .field(let field):
            source.line(
                "\(declaration) try await request.body(ofField: \(field.jsonSpelling.swiftLiteral), of: \(input).self)")
        }
        writeQuery(to: &source)
        for field in route.headerFields {
            let property = names.property(field)
            source.line(
                "try request.header(\((field.header ?? "").swiftLiteral), \(field.jsonSpelling.swiftLiteral), "
                    + "into: &message.\(property), unset: \(input)().\(property))")
        }
        for (index, variable) in route.pathVariables.enumerated() {
            let path = names.path(variable.fields)
            let shown = variable.fields.map(\.jsonSpelling).joined(separator: ".")
            source.line(
                "try request.path(\(index), \(shown.swiftLiteral), into: &message.\(path), unset: \(input)().\(path))")
        }
    }

    private func writeQuery(to source: inout SourceText) {
        guard !route.queryParameters.isEmpty else { return source.line("try request.refuseQuery()") }
        var places: [String] = []
        for variable in route.pathVariables {
            places += Self.spellings(of: variable.fields).map { "\($0.swiftLiteral): .path" }
        }
        if case .field(let field) = route.body {
            places += field.spellings.map { "\($0.swiftLiteral): .body" }
        }
        let except = places.isEmpty ? "" : ", except: [\(places.joined(separator: ", "))]"
        source.line("try request.query(into: &message\(except))")
    }

    /// Each way to spell a path of fields.
    private static func spellings(of fields: [FieldDescriptor]) -> [String] {
        fields.reduce([""]) { starts, field in
            starts.flatMap { start in field.spellings.map { start.isEmpty ? $0 : "\(start).\($0)" } }
        }
    }

    private var answersNothing: Bool { !method.hasBody && method.location.isEmpty }

    private func writeAnswer(to source: inout SourceText) {
        if !method.location.isEmpty {
            let path = method.location.map { part in
                switch part {
                case .text(let text): return "/\(text)"
                case .field(let fields, let hasSlashes):
                    let value = "\"\\(message.\(names.path(fields)))\""
                    return "/\\(PathTemplates.PercentEncoding.encode(\(value), keepingSlashes: \(hasSlashes)))"
                }
            }
            source.line("answer.header(\"Location\", \"\(path.joined())\")")
        }
        guard method.hasBody else { return }
        let holder = route.responseField.flatMap { $0.kind == .message && !$0.isRepeated ? $0 : nil }
        let prefix = holder.map { "message.\(names.property($0))" } ?? "message"
        let head: Descriptor = holder?.messageType ?? method.method.outputType
        for field in head.fields {
            guard let header = field.header, !field.isRepeated, field.kind.isParameter else { continue }
            source.line("answer.header(\(header.swiftLiteral), \"\\(\(prefix).\(names.property(field)))\")")
        }
        source.line("answer.body { \(value("message")).write(to: &$0) }")
    }

    /// What the body is written of.
    private func value(_ message: String) -> String {
        guard let field = route.responseField else { return message }
        let property = "\(message).\(names.property(field))"
        guard field.hasPresence, field.kind != .message, !field.isRepeated else { return property }
        return "(\(message).\(names.presence(field)) ? \(property) : nil)"
    }
}
