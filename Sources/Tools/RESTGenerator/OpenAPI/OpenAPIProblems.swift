/// How a gateway refuses requests: by problem details, with the fields of the head that belong to a status.
enum OpenAPIProblems {
    /// The statuses of refusals and what each says.
    private static let descriptions: [Int: String] = [
        400: "The request is not valid; `detail` names the field or parameter.",
        401: "Nobody is signed in, or what was sent to sign in is wrong.",
        403: "The caller may not do this, or a page of another site has asked for it.",
        404: "There is no such thing, or none that the caller may know of.",
        408: "The body did not arrive in time.",
        409: "It is there already, or another change came first.",
        412: "It has changed since the state that the request names.",
        413: "The body is too large.",
        414: "The target of the request is too long.",
        415: "The body is not JSON in UTF-8, or is compressed.",
        429: "Too many requests: `Retry-After` says when to come again.",
        431: "The header fields are too large, or there are too many.",
        500: "The server could not do this because of an error of its own.",
        503: "A service that is needed is not available, or too much is asked of the server: try again later.",
        504: "There was no answer in time.",
    ]

    /// Fields of the head that all answers can have.
    static let commonHeaders = ["RateLimit", "RateLimit-Policy", "Server-Timing", "traceresponse"]

    /// A refusal with this status, as an operation refers to it.
    static func response(_ status: Int) -> JSONTree {
        .members(("$ref", .string("#/components/responses/Problem\(status)")))
    }

    /// A field of the head, as a response refers to it.
    static func header(_ name: String) -> (String, JSONTree) {
        (name, .members(("$ref", .string("#/components/headers/\(name)"))))
    }

    /// The component of each status that operations refer to.
    static func responses(_ statuses: Set<Int>) -> JSONTree {
        .object(statuses.sorted().map { ("Problem\($0)", problem($0)) })
    }

    private static func problem(_ status: Int) -> JSONTree {
        var headers = commonHeaders
        switch status {
        case 401: headers.append("WWW-Authenticate")
        case 429, 503: headers.append("Retry-After")
        default: break
        }
        return .members(
            ("description", .string(descriptions[status] ?? "The request was not answered as asked.")),
            ("headers", .object(headers.map(header))),
            (
                "content",
                .members(
                    (
                        "application/problem+json",
                        .members(("schema", .members(("$ref", "#/components/schemas/Problem"))))
                    ))
            ))
    }

    /// What the fields of the head say.
    static let headers = JSONTree.members(
        (
            "RateLimit",
            field(
                "What is left of each limit that applies, and for how many seconds (draft-ietf-httpapi-ratelimit-headers)."
            )
        ),
        ("RateLimit-Policy", field("The limits that apply.")),
        (
            "Retry-After",
            .members(
                ("description", "In how many seconds to try again."), ("required", true),
                ("schema", .members(("type", "integer"), ("minimum", 0))))
        ),
        ("Server-Timing", field("The trace of the request, for scripts in browsers.")),
        (
            "WWW-Authenticate",
            .members(
                ("description", "How to sign in."), ("required", true), ("schema", .members(("type", "string"))))
        ),
        (
            "traceresponse",
            field(
                "The trace of the request (W3C Trace Context Level 2).",
                pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")
        ))

    private static func field(_ description: String, pattern: String? = nil) -> JSONTree {
        .members(
            ("description", .string(description)),
            ("schema", .members(("type", "string"), ("pattern", pattern.map { .string($0) }))))
    }

    /// The body of refusals.
    static let schema = JSONTree.members(
        ("type", "object"),
        ("description", "Why a request was not answered as asked (RFC 9457)."),
        ("required", ["type", "title", "status"].tree),
        (
            "properties",
            .members(
                ("type", .members(("type", "string"))),
                ("title", .members(("type", "string"))),
                ("status", .members(("type", "integer"))),
                (
                    "code",
                    .members(
                        ("type", "string"),
                        ("description", "The name of the google.rpc.Code, when a service reported the problem."))
                ),
                ("detail", .members(("type", "string"), ("description", "What is wrong with this request."))),
                ("instance", .members(("type", "string"), ("description", "The path of the request."))),
                (
                    "traceId",
                    .members(
                        ("type", "string"), ("pattern", "^[0-9a-f]{32}$"),
                        ("description", "The trace that shows what happened."))
                )
            )
        ))
}
