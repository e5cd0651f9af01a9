import PathTemplates
import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// One operation of the document.
struct OpenAPIOperation {
    static let methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"]

    let method: MethodModel
    let route: RouteModel
    /// The operation's name, which no other has.
    let identifier: String
    let schemas: OpenAPISchemas

    /// The path with one name in braces for each variable, however many segments it has.
    var path: String {
        var path = ""
        var skipped = 0..<0
        var wildcards = 0
        for (index, segment) in route.template.segments.enumerated() where !skipped.contains(index) {
            if let found = route.pathVariables.first(where: { $0.variable.segments.lowerBound == index }) {
                path += "/{\(Self.name(found))}"
                skipped = found.variable.segments
                continue
            }
            switch segment {
            case .literal(let text): path += "/\(PercentEncoding.encode(text))"
            case .single, .rest:
                wildcards += 1
                path += "/{_\(wildcards)}"
            }
        }
        return path + (route.template.verb.map { ":\($0)" } ?? "")
    }

    var tree: JSONTree {
        let comment = method.browserDescription ?? method.method.comment
        let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let summary = lines.first.map { line in line.hasSuffix(".") ? String(line.dropLast()) : line }
        return .members(
            ("operationId", .string(identifier)),
            ("tags", [method.method.service.name].tree),
            ("summary", summary.map { .string($0) }),
            ("description", lines.count > 1 ? .string(comment) : nil),
            ("deprecated", method.method.options.deprecated ? true : nil),
            ("security", security),
            ("parameters", parameters.isEmpty ? nil : .array(parameters)),
            ("requestBody", requestBody),
            ("responses", responses),
            ("x-grpc-method", .string("\(method.method.service.fullName)/\(method.method.name)")),
            ("x-scopes", method.scopes.isEmpty ? nil : method.scopes.tree))
    }

    private var security: JSONTree {
        let session: [JSONTree] = [.members(("cookie", .array([]))), .members(("bearer", .array([])))]
        return switch method.access {
        case .public: .array([])
        case .optional: .array([.object([])] + session)
        case .session, .UNRECOGNIZED: .array(session)
        }
    }

    static func name(_ variable: RouteModel.PathVariable) -> String {
        variable.fields.map(\.jsonSpelling).joined(separator: ".")
    }

    private var parameters: [JSONTree] {
        var parameters: [JSONTree] = []
        for variable in route.pathVariables {
            guard let field = variable.fields.last else { continue }
            parameters.append(parameter(Self.name(variable), "path", field, pattern: pattern(of: variable.variable)))
        }
        let wildcards = path.split(separator: "/").count { $0.hasPrefix("{_") }
        for number in 0..<wildcards {
            parameters.append(
                .members(
                    ("name", .string("_\(number + 1)")), ("in", "path"), ("required", true),
                    ("schema", OpenAPISchemas.pathText)))
        }
        for fields in route.queryParameters {
            guard let field = fields.last else { continue }
            // Links for browsers are written by hand, in the spelling that addresses have.
            let names = fields.map { method.browserDescription == nil ? $0.jsonSpelling : $0.name }
            parameters.append(parameter(names.joined(separator: "."), "query", field))
        }
        for field in route.headerFields {
            parameters.append(parameter(field.header ?? "", "header", field))
        }
        return parameters
    }

    private func parameter(
        _ name: String, _ place: String, _ field: FieldDescriptor, pattern: String? = nil
    ) -> JSONTree {
        let schema: JSONTree =
            if let pattern {
                .members(("type", "string"), ("pattern", .string(pattern)))
            } else {
                schemas.parameter(field, in: place)
            }
        return .members(
            ("name", .string(name)), ("in", .string(place)),
            ("required", place == "path" || field.has(.required) ? true : nil),
            ("description", field.comment.isEmpty ? nil : .string(field.comment)),
            ("schema", schema))
    }

    /// What a value of several segments looks like; nil for a single one.
    private func pattern(of variable: PathTemplate.Variable) -> String? {
        let segments = route.template.segments[variable.segments]
        guard Array(segments) != [.single] else { return nil }
        let parts = segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .single: "[^/]+"
            case .rest: ".*"
            }
        }
        return "^\(parts.joined(separator: "/"))$"
    }

    private var requestBody: JSONTree? {
        let input: Descriptor = method.method.inputType
        switch route.body {
        case .none: return nil
        case .whole:
            let inPath = route.pathVariables.filter { $0.fields.count == 1 }.compactMap { $0.fields.first?.name }
            let given = Set(inPath + route.headerFields.map(\.name))
            let schema =
                given.isEmpty
                ? .members(("$ref", .string("#/components/schemas/\(schemas.names.name(input, isInput: true))")))
                : schemas.schema(of: input, isInput: true, except: given)
            return body(schema)
        case .field(let field): return body(schemas.schema(of: field, isInput: true))
        }
    }

    private func body(_ schema: JSONTree) -> JSONTree {
        .members(
            ("required", .bool(!route.isBodyOptional(of: method))),
            ("content", .members(("application/json", .members(("schema", schema))))))
    }
}
