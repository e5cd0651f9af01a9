import SwiftProtobufPluginLibrary

extension OpenAPIOperation {
    var responses: JSONTree {
        let problems = problemStatuses.map { ("\($0)", JSONTree.members(("$ref", "#/components/responses/Problem"))) }
        let isCached = headers.contains { $0.0.lowercased() == "etag" } && route.httpMethod == "GET"
        let notModified = isCached ? [("304", JSONTree.members(("description", "The client has this version.")))] : []
        return .object(
            [("\(method.status)", success)] + notModified + problems
                + [("default", .members(("$ref", "#/components/responses/Problem")))])
    }

    /// The statuses that follow from the route itself, and those that any call can have.
    private var problemStatuses: [Int] {
        var statuses: Set<Int> = [400, 404, 429, 500, 503, 504]
        if method.access != .public { statuses.formUnion([401, 403]) }
        if case .none = route.body {} else { statuses.formUnion([408, 413, 415]) }
        if route.httpMethod != "GET" { statuses.insert(409) }
        if route.headerFields.contains(where: { $0.header?.lowercased() == "if-match" }) { statuses.insert(412) }
        return statuses.sorted()
    }

    private var success: JSONTree {
        guard method.hasBody else {
            return .members(("description", "Done."), ("headers", headers.isEmpty ? nil : .object(headers)))
        }
        let schema: JSONTree =
            if let field = route.responseField {
                schemas.schema(of: field, isInput: false)
            } else if FieldKind(method.method.outputType) == .message {
                .members(
                    (
                        "$ref",
                        .string("#/components/schemas/\(schemas.names.name(method.method.outputType, isInput: false))")
                    ))
            } else {
                OpenAPISchemas.schema(of: FieldKind(method.method.outputType), isNullable: false)
            }
        let content: JSONTree =
            if method.method.serverStreaming {
                .members(
                    (
                        "application/x-ndjson",
                        .members(("schema", .members(("type", "object"), ("properties", .members(("result", schema))))))
                    ),
                    ("text/event-stream", .members(("schema", schema))))
            } else {
                .members(("application/json", .members(("schema", schema))))
            }
        return .members(
            ("description", method.method.serverStreaming ? "A stream of messages." : "Done."),
            ("headers", headers.isEmpty ? nil : .object(headers)), ("content", content))
    }

    private var headers: [(String, JSONTree)] {
        var headers: [(String, JSONTree)] = []
        if !method.location.isEmpty {
            headers.append(("Location", .members(("schema", .members(("type", "string"))))))
        }
        guard method.hasBody else { return headers }
        let holder = route.responseField.flatMap { $0.kind == .message && !$0.isRepeated ? $0.messageType : nil }
        for field in (holder ?? method.method.outputType).fields {
            guard let header = field.header, !field.isRepeated, field.kind.isParameter else { continue }
            headers.append(
                (
                    header,
                    .members(
                        ("description", field.comment.isEmpty ? nil : .string(field.comment)),
                        ("schema", .members(("type", "string"))))
                ))
        }
        return headers
    }
}
