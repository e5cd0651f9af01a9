import ArgumentParser
import OTLP
import TraceQuery

/// What a span must be like.
struct FilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The service that made the span.", valueName: "name"))
    var service: String?

    @Option(help: ArgumentHelp("The span's name.", valueName: "name"))
    var operation: String?

    @Option(help: "The span's kind: internal, server, client, producer or consumer.")
    var kind: String?

    @Option(help: "The span's status: unset, ok or error.")
    var status: String?

    @Option(help: ArgumentHelp("The shortest duration of the span, such as 1.5ms or 2s.", valueName: "duration"))
    var minDuration: String?

    @Option(help: ArgumentHelp("The longest duration of the span.", valueName: "duration"))
    var maxDuration: String?

    @Option(
        help: ArgumentHelp(
            "An attribute of the span or its resource; may be repeated. error=true finds failures.",
            valueName: "key=value"))
    var tag: [String] = []

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            """
            What else the span must be like; may be repeated. Comparisons by = != < <= > >= =~ (a regular expression), \
            joined by &&, as in TraceQL: 'span.http.response.status_code >= 500', 'resource.host.name =~ "web-.*"', \
            'event.exception.type != nil' (is there at all). Fields: span.KEY, resource.KEY, event.KEY, link.KEY, \
            instrumentation.KEY, .KEY, name, kind, status, duration.
            """,
            valueName: "condition"))
    var conditions: [String] = []

    func validate() throws {
        if let kind, SpanKind(name: kind) == nil {
            throw ValidationError("--kind takes internal, server, client, producer or consumer, not “\(kind)”")
        }
        if let status, !["unset", "ok", "error"].contains(status) {
            throw ValidationError("--status takes unset, ok or error, not “\(status)”")
        }
        do {
            _ = try TraceQueryParameters.filter(try parameters)
        } catch let error as QueryError {
            throw ValidationError(error.message)
        }
    }

    /// The parameters of the query API.
    var parameters: [(name: String, value: String)] {
        get throws {
            let optional = [
                ("service", service), ("operation", operation), ("minDuration", minDuration),
                ("maxDuration", maxDuration), ("where", kind.map { "kind = \($0)" }),
                ("where", status.map { "status = \($0)" }),
            ]
            var parameters = optional.compactMap { name, value in value.map { (name: name, value: $0) } }
            for tag in tag {
                guard let separator = tag.firstIndex(of: "="), separator != tag.startIndex else {
                    throw ValidationError("--tag takes key=value, not “\(tag)”")
                }
                let value = String(tag[tag.index(after: separator)...])
                parameters.append(("tags", TraceQueryParameters.tags([(String(tag[..<separator]), value)])))
            }
            return parameters + conditions.map { (name: "where", value: $0) }
        }
    }
}
