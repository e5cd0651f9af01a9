public import Hummingbird
public import PathTemplates

/// What answers the requests of a route.
public protocol RouteHandler<Context>: Sendable {
    /// The context of requests.
    associatedtype Context: RequestContext

    /// Answers a request whose path gave these values to the template's variables.
    func respond(to request: Request, context: Context, match: PathTemplate.Match) async throws -> Response
}
