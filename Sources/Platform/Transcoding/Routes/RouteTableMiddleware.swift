public import Hummingbird
import ServiceKit

/// Answers the requests that a table has routes for, and leaves the others to what comes after it.
///
/// Put it last, and ``RouteNaming`` first: the middleware between them sees every request and knows its route.
public struct RouteTableMiddleware<Context: RequestContext>: RouterMiddleware {
    private let table: RouteTable<Context>

    /// Middleware for a complete table.
    public init(_ table: RouteTable<Context>) {
        self.table = table
    }

    /// Answers a request, or refuses it: 405 for a method that a known path does not offer.
    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        switch table.answer(to: request.method, request.uri.path) {
        case .handler(let handler, let match):
            return try await handler.respond(to: request, context: context, match: match)
        case .methodNotAllowed(let allowed):
            throw Problem.methodNotAllowed(request.method, offered: allowed)
        case .nothing:
            return try await next(request, context)
        }
    }
}
