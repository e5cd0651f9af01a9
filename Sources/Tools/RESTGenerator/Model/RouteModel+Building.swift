import PathTemplates
import SwiftProtobufPluginLibrary

extension RouteModel {
    init(_ rule: Google_Api_HttpRule, of method: MethodDescriptor) throws {
        let (httpMethod, text) = try Self.pattern(rule, of: method)
        let template: PathTemplate
        do {
            template = try PathTemplate(text)
        } catch {
            throw method.error("the path template '\(text)' is wrong: \(error)")
        }
        let input: Descriptor = method.inputType
        let variables = try template.variables.map { variable in
            let fields = try method.fields(variable.fieldPath, in: input)
            guard let last = fields.last, last.kind.isParameter else {
                throw method.error("the field '\(variable.fieldPath.joined(separator: "."))' can't be part of a path")
            }
            return PathVariable(fields: fields, variable: variable)
        }
        let body = try Self.body(rule.body, httpMethod: httpMethod, of: method)
        let headerFields = input.fields.filter { $0.header != nil }
        for field in headerFields where field.isRepeated || !field.kind.isParameter {
            throw method.error("the field '\(field.name)' can't be a field of the head")
        }
        self.init(
            httpMethod: httpMethod, template: template, pathVariables: variables, body: body,
            responseField: try Self.responseField(rule.responseBody, of: method), headerFields: headerFields,
            queryParameters: Self.queryParameters(of: input, body: body, variables: variables))
    }

    private static func pattern(
        _ rule: Google_Api_HttpRule, of method: MethodDescriptor
    ) throws -> (method: String, path: String) {
        switch rule.pattern {
        case .get(let path): return ("GET", path)
        case .put(let path): return ("PUT", path)
        case .post(let path): return ("POST", path)
        case .delete(let path): return ("DELETE", path)
        case .patch(let path): return ("PATCH", path)
        case .custom(let custom):
            guard !custom.kind.isEmpty, custom.kind.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
                throw method.error("'\(custom.kind)' is no HTTP method in capitals")
            }
            guard custom.kind != "HEAD" else { throw method.error("HEAD comes with GET by itself") }
            return (custom.kind, custom.path)
        case nil: throw method.error("the HTTP rule has no path")
        }
    }

    private static func body(_ name: String, httpMethod: String, of method: MethodDescriptor) throws -> Body {
        guard !name.isEmpty else { return .none }
        guard httpMethod != "GET" else { throw method.error("GET has no body") }
        if name == "*" { return .whole }
        guard let field = method.inputType.fields.first(where: { $0.name == name }) else {
            throw method.error("the body's field '\(name)' does not exist in \(method.inputType.fullName)")
        }
        return .field(field)
    }

    private static func responseField(_ name: String, of method: MethodDescriptor) throws -> FieldDescriptor? {
        guard !name.isEmpty else { return nil }
        guard let field = method.outputType.fields.first(where: { $0.name == name }) else {
            throw method.error("the response_body's field '\(name)' does not exist in \(method.outputType.fullName)")
        }
        return field
    }

    /// The fields that are left for the query. Of messages that contain themselves only the outermost level is listed.
    private static func queryParameters(
        of input: Descriptor, body: Body, variables: [PathVariable]
    ) -> [[FieldDescriptor]] {
        let taken = Set(variables.map(\.name))
        var found: [[FieldDescriptor]] = []
        func add(_ message: Descriptor, below path: [FieldDescriptor], within messages: Set<String>) {
            for field in message.fields where field.isQueryable {
                let fields = path + [field]
                guard !taken.contains(fields.map(\.name).joined(separator: ".")) else { continue }
                if case .field(let bodyField) = body, path.isEmpty, bodyField.name == field.name { continue }
                if field.kind != .message {
                    found.append(fields)
                } else if !messages.contains(field.messageType.fullName) {
                    add(field.messageType, below: fields, within: messages.union([field.messageType.fullName]))
                }
            }
        }
        if case .whole = body { return [] }
        add(input, below: [], within: [input.fullName])
        return found
    }
}
