public import Hummingbird
public import PathTemplates

/// All routes of a server: finds the handler for a method and a path.
///
/// Of the templates that take a path the most specific one counts. When it does not offer the method, another one is not
/// looked for: the path has an owner.
public struct RouteTable<Context: RequestContext>: Sendable {
    /// What there is for a request.
    enum Answer {
        case handler(any RouteHandler<Context>, PathTemplate.Match)
        /// The path is known, but only for these methods.
        case methodNotAllowed(allowed: [HTTPRequest.Method])
        case nothing
    }

    private struct Entry: Sendable {
        let template: PathTemplate
        var handlers: [(method: HTTPRequest.Method, template: PathTemplate, handler: any RouteHandler<Context>)]
    }

    /// The most specific template first.
    private var entries: [Entry] = []
    /// The positions in ``entries`` of those that a path with this first segment may belong to.
    private var positions: [Substring: [Int]] = [:]
    /// Of those that a path with another first segment may belong to.
    private var otherPositions: [Int] = []

    /// A table without routes.
    public init() {}

    /// Adds a route. GET comes with HEAD, as RFC 9110, section 9.1 demands, unless that makes no sense: the answer is a stream,
    /// or a request has an effect.
    ///
    /// Two routes with one method whose templates take the same paths are a mistake that stops the program.
    public mutating func add(
        _ method: HTTPRequest.Method, _ template: PathTemplate, offersHead: Bool = true,
        handler: some RouteHandler<Context>
    ) {
        let index: Int
        if let known = entries.firstIndex(where: { $0.template.hasSameShape(as: template) }) {
            index = known
        } else {
            index = entries.firstIndex { template.isMoreSpecific(than: $0.template) } ?? entries.count
            entries.insert(Entry(template: template, handlers: []), at: index)
            findPositions()
        }
        precondition(
            !entries[index].handlers.contains { $0.method == method },
            "\(method.rawValue) \(template) and \(entries[index].template) are the same route")
        entries[index].handlers.append((method, template, handler))
        if method == .get, offersHead {
            entries[index].handlers.append((.head, template, HeadHandler(handler: handler)))
        }
    }

    /// The template of the route that a request belongs to; nil for a path that none takes.
    func template(for method: HTTPRequest.Method, _ path: String) -> PathTemplate? {
        guard let entry = entry(for: RequestPath(path)) else { return nil }
        return entry.handlers.first { $0.method == method }?.template ?? entry.template
    }

    func answer(to method: HTTPRequest.Method, _ path: String) -> Answer {
        let path = RequestPath(path)
        guard let entry = entry(for: path) else { return .nothing }
        guard let found = entry.handlers.first(where: { $0.method == method }), let match = found.template.match(path)
        else {
            return .methodNotAllowed(allowed: entry.handlers.map(\.method))
        }
        return .handler(found.handler, match)
    }

    private func entry(for path: RequestPath) -> Entry? {
        guard let first = path.segments?.first else { return nil }
        // An escape may stand for any character, and what follows a colon may be a verb.
        let isPlain = !first.utf8.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: ":") }
        guard isPlain else { return entries.first { $0.template.match(path) != nil } }
        let position = (positions[first] ?? otherPositions).first { entries[$0].template.match(path) != nil }
        return position.map { entries[$0] }
    }

    private mutating func findPositions() {
        let literals = entries.map { entry -> Substring? in
            guard case .literal(let literal)? = entry.template.segments.first else { return nil }
            return literal[...]
        }
        otherPositions = literals.indices.filter { literals[$0] == nil }
        positions = Dictionary(
            uniqueKeysWithValues: Set(literals.compactMap(\.self)).map { literal in
                (literal, literals.indices.filter { literals[$0] == nil || literals[$0] == literal })
            })
    }
}

/// The answer to GET without its body.
private struct HeadHandler<Handler: RouteHandler>: RouteHandler {
    let handler: Handler

    func respond(to request: Request, context: Handler.Context, match: PathTemplate.Match) async throws -> Response {
        try await handler.respond(to: request, context: context, match: match).createHeadResponse()
    }
}
