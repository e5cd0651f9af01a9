import SwiftProtobufPluginLibrary

/// An OpenAPI 3.1 document of all routes.
struct OpenAPIDocument {
    let text: String

    init(model: RESTModel, title: String, version: String) {
        let schemas = OpenAPISchemas(names: SchemaNames(model: model))
        let methods = model.services.flatMap { $0.methods + $0.browserRoutes }
        let services = model.services.filter { !$0.methods.isEmpty || !$0.browserRoutes.isEmpty }
        var paths: [(String, [(String, JSONTree)])] = []
        var identifiers: Set<String> = []
        var statuses: Set<Int> = []
        for method in methods {
            for (index, route) in method.routes.enumerated() {
                let operation = OpenAPIOperation(
                    method: method, route: route, identifier: Self.identifier(method.method, index, &identifiers),
                    schemas: schemas)
                // An operation can only have the methods that OpenAPI knows.
                guard OpenAPIOperation.methods.contains(route.httpMethod) else { continue }
                let member = (route.httpMethod.lowercased(), operation.tree)
                statuses.formUnion(operation.problemStatuses)
                if let known = paths.firstIndex(where: { $0.0 == operation.path }) {
                    paths[known].1.append(member)
                } else {
                    paths.append((operation.path, [member]))
                }
            }
        }
        let files = model.files.map(\.name).joined(separator: ", ")
        text =
            JSONTree.members(
                ("openapi", "3.1.0"),
                (
                    "info",
                    .members(
                        ("title", .string(title)), ("version", .string(version)),
                        ("description", .string(Self.description)))
                ),
                ("x-generated", .string("by make generate from \(files), do not edit")),
                (
                    "tags",
                    .array(
                        services.map { service in
                            .members(
                                ("name", .string(service.service.name)),
                                ("description", .string(service.service.comment)))
                        })
                ),
                ("paths", .object(paths.map { ($0.0, .object($0.1)) })),
                (
                    "components",
                    .members(
                        (
                            "schemas",
                            .object((schemas.components + [("Problem", OpenAPIProblems.schema)]).sorted { $0.0 < $1.0 })
                        ),
                        ("responses", OpenAPIProblems.responses(statuses)), ("headers", OpenAPIProblems.headers),
                        ("securitySchemes", Self.securitySchemes))
                )
            ).text
    }

    /// The method's name; with the service's before it when another service has the method, too.
    private static func identifier(_ method: MethodDescriptor, _ index: Int, _ taken: inout Set<String>) -> String {
        let suffix = index == 0 ? "" : "\(index + 1)"
        let short = SwiftNames.function(method) + suffix
        let long = NamingUtils.toLowerCamelCase(method.service.name) + method.name + suffix
        let identifier = taken.contains(short) ? long : short
        taken.insert(identifier)
        return identifier
    }

    /// What holds for all paths, and so stands at none of them.
    private static let description = """
        Bodies are the JSON of Protocol Buffers; what is not answered as asked is told by problem details (RFC 9457). A \
        method that is not listed for a path is 405 with `Allow`, a path that is not listed is 404. HEAD is answered where \
        GET is, except for streams and where browsers are sent on. Every answer names its trace in `traceresponse`.
        """

    private static let securitySchemes = JSONTree.members(
        (
            "cookie",
            .members(
                ("type", "apiKey"), ("in", "cookie"), ("name", "__Host-session"),
                ("description", "The session of a browser, set by register and login."))
        ),
        (
            "bearer",
            .members(
                ("type", "http"), ("scheme", "bearer"),
                ("description", "A session's token or an API token."))
        ))
}

extension [String] {
    var tree: JSONTree { .array(map { .string($0) }) }
}
