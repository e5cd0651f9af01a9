import SwiftProtobufPluginLibrary

extension OpenAPIOperation {
    var responses: JSONTree {
        let problems = problemStatuses.map { ("\($0)", OpenAPIProblems.response($0)) }
        let isCached = headers.contains { $0.0.lowercased() == "etag" } && route.httpMethod == "GET"
        let notModified = isCached ? [("304", JSONTree.members(("description", "The client has this version.")))] : []
        return .object([("\(method.status)", success)] + notModified + problems)
    }

    /// The statuses that follow from the route itself, and those that any call can have. There are no others.
    var problemStatuses: [Int] {
        var statuses: Set<Int> = [400, 414, 429, 431, 500, 503, 504]
        let isSafe = ["GET", "HEAD", "OPTIONS", "TRACE"].contains(route.httpMethod)
        // Without a session, too, what is sent can be wrong credentials, and a page of another site can have sent it.
        if method.access != .public || !isSafe { statuses.formUnion([401, 403]) }
        // What a browser can be told by the page that it is sent to, is told there.
        if method.browserDescription != nil { statuses.remove(401) }
        if !route.pathVariables.isEmpty { statuses.insert(404) }
        if case .none = route.body {} else { statuses.formUnion([408, 413, 415]) }
        if !isSafe { statuses.insert(409) }
        if route.headerFields.contains(where: { $0.header?.lowercased() == "if-match" }) { statuses.insert(412) }
        return statuses.sorted()
    }

    private var success: JSONTree {
        guard method.browserDescription == nil else { return redirect }
        guard method.hasBody else {
            return .members(("description", "Done."), ("headers", .object(headers)))
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
            ("headers", .object(headers)), ("content", content))
    }

    private var redirect: JSONTree {
        func field(_ description: String, isRequired: Bool?, _ schema: JSONTree) -> JSONTree {
            .members(
                ("description", .string(description)), ("required", isRequired.map { .bool($0) }), ("schema", schema))
        }
        let location = field(
            "Where the browser goes.", isRequired: true,
            .members(("type", "string"), ("format", "uri-reference")))
        let cookies = field("What the browser keeps.", isRequired: nil, .members(("type", "string")))
        let common = OpenAPIProblems.commonHeaders.map(OpenAPIProblems.header)
        return .members(
            ("description", "The browser is sent on."),
            ("headers", .object([("Location", location), ("Set-Cookie", cookies)] + common)))
    }

    private var headers: [(String, JSONTree)] {
        let common = OpenAPIProblems.commonHeaders.map(OpenAPIProblems.header)
        var headers: [(String, JSONTree)] = []
        if !method.location.isEmpty {
            headers.append(
                (
                    "Location",
                    .members(
                        ("description", "Where the new one is."), ("required", true),
                        ("schema", .members(("type", "string"), ("format", "uri-reference"))))
                ))
        }
        guard method.hasBody else { return headers + common }
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
        return headers + common
    }
}
