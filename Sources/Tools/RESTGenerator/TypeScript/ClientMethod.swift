import PathTemplates
import SwiftProtobufPluginLibrary

/// A method of a client class. It uses the route that the annotation names first.
struct ClientMethod {
    let method: MethodModel
    let types: ClientTypes

    private var route: RouteModel { method.routes[0] }
    private var input: Descriptor { method.method.inputType }
    private var name: String { SwiftNames.function(method.method) }

    private var requestProperties: [ClientTypes.Property] {
        let inPath = Set(
            route.pathVariables.filter { $0.fields.count == 1 }.compactMap { $0.fields.first?.jsonSpelling })
        return types.properties(of: input, isInput: true).filter { sendable.contains($0.name) }.map { property in
            guard inPath.contains(property.name) else { return property }
            return ClientTypes.Property(
                name: property.name, type: property.type, isOptional: false, comment: property.comment)
        }
    }

    /// The fields that have a place in the request.
    private var sendable: Set<String> {
        if case .whole = route.body { return Set(input.fields.map(\.jsonSpelling)) }
        var fields = route.pathVariables.compactMap(\.fields.first) + route.queryParameters.compactMap(\.first)
        fields += route.headerFields
        if case .field(let field) = route.body { fields.append(field) }
        return Set(fields.map(\.jsonSpelling))
    }

    private var requestType: String { types.names.name(input, isInput: true) }

    func writeRequestType(to source: inout SourceText) {
        let properties = requestProperties
        guard !properties.isEmpty, FieldKind(input) == .message else { return }
        types.write(requestType, properties, comment: input.commentLines, to: &source)
    }

    private var resultType: String {
        guard method.hasBody else { return "void" }
        if let field = route.responseField { return types.type(of: field, isInput: false) }
        let kind = FieldKind(method.method.outputType)
        return kind == .message
            ? types.names.name(method.method.outputType, isInput: false) : ClientTypes.type(of: kind)
    }

    func write(to source: inout SourceText) {
        let properties = FieldKind(input) == .message ? requestProperties : []
        let takesRequest = !properties.isEmpty
        let isRequestOptional = properties.allSatisfy(\.isOptional)
        let result =
            method.method.serverStreaming ? "AsyncGenerator<\(resultType)>" : "Promise<\(resultType)>"
        var lines = method.method.commentLines
        if takesRequest {
            lines.append("@param {\(requestType)} \(isRequestOptional ? "[request]" : "request")")
        }
        lines += ["@param {CallOptions} [options]", "@returns {\(result)}"]
        var parameters: [String] = []
        if takesRequest { parameters.append("request‹: \(requestType)›\(isRequestOptional ? " = {}" : "")") }
        parameters.append("options‹: CallOptions› = {}")
        source.line()
        types.comment(lines, to: &source)
        let signature = "\(name)(\(parameters.joined(separator: ", ")))‹: \(result)› {"
        source.block(types.dialect.code(signature)) { source in
            let function = method.method.serverStreaming ? "stream" : "call"
            source.block("return this.#transport.\(function)(", ");") { source in
                source.line("\"\(route.httpMethod)\", \(path),")
                source.line("{ \((parts + ["...options"]).joined(separator: ", ")) },")
            }
        }
    }

    private var parts: [String] {
        var parts: [String] = []
        if !route.queryParameters.isEmpty {
            let members = route.queryParameters.map { fields in
                let path = fields.map(\.jsonSpelling)
                return "\"\(path.joined(separator: "."))\": request.\(path.joined(separator: "?."))"
            }
            parts.append("query: { \(members.joined(separator: ", ")) }")
        }
        if !route.headerFields.isEmpty {
            let members = route.headerFields.map { "\"\($0.header ?? "")\": request.\($0.jsonSpelling)" }
            parts.append("headers: { \(members.joined(separator: ", ")) }")
        }
        switch route.body {
        case .none: break
        case .whole:
            if input.fields.isEmpty {
                parts.append("body: {}")
            } else if outsideBody.isEmpty {
                parts.append("body: request")
            } else {
                let names = outsideBody.map { "\"\($0)\"" }.joined(separator: ", ")
                parts.append("body: \(ClientHelper.without.name)(request, [\(names)])")
            }
        case .field(let field): parts.append("body: request.\(field.jsonSpelling)")
        }
        return parts
    }

    /// The fields that stand elsewhere in the request than in its body, where the body is the whole message.
    private var outsideBody: [String] {
        guard case .whole = route.body, !input.fields.isEmpty else { return [] }
        return route.pathVariables.filter { $0.fields.count == 1 }.compactMap { $0.fields.first?.jsonSpelling }
            + route.headerFields.map(\.jsonSpelling)
    }

    /// What writes a variable into the path.
    private func helper(for variable: RouteModel.PathVariable) -> ClientHelper {
        let segments = variable.variable.segments
        return segments.count == 1 && route.template.segments[segments.lowerBound] == .single ? .segment : .segments
    }

    /// The functions that the call needs.
    var helpers: Set<ClientHelper> {
        Set(route.pathVariables.map(helper(for:)) + (outsideBody.isEmpty ? [] : [.without]))
    }

    /// The path as a template literal.
    private var path: String {
        var path = ""
        var skipped = 0..<0
        for (index, segment) in route.template.segments.enumerated() where !skipped.contains(index) {
            if let found = route.pathVariables.first(where: { $0.variable.segments.lowerBound == index }) {
                let value = "request.\(found.fields.map(\.jsonSpelling).joined(separator: "?."))"
                path += "/${\(helper(for: found).name)(\(value))}"
                skipped = found.variable.segments
                continue
            }
            switch segment {
            case .literal(let text): path += "/\(PercentEncoding.encode(text))"
            case .single: path += "/-"
            case .rest: break
            }
        }
        return "`\(path)\(route.template.verb.map { ":\($0)" } ?? "")`"
    }
}
