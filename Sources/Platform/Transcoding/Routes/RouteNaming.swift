public import Hummingbird
import PathTemplates

/// Tells which route a request belongs to, by the `endpointPath` of its context: spans, log lines and limits go by it.
public struct RouteNaming<Context: RequestContext>: RouterMiddleware {
    private let table: RouteTable<Context>

    /// Middleware for a complete table.
    public init(_ table: RouteTable<Context>) {
        self.table = table
    }

    /// Names the route, also that of a request which will be refused.
    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let template = table.template(for: request.method, request.uri.path) {
            context.coreContext.endpointPath.value = template.description
        }
        return try await next(request, context)
    }
}
