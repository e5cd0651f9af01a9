import HTTPTypes
import Hummingbird
import ServiceKit

/// Refuses the methods that paths outside of the route table do not offer, be they known to HTTP or not, and names those
/// that they do. To the router a path with another method is no path at all.
struct MethodRefusal<Context: RequestContext>: RouterMiddleware {
    /// What each path offers.
    let methods: [String: [HTTPRequest.Method]]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let offered = methods[request.uri.path] else { return try await next(request, context) }
        throw Problem.methodNotAllowed(request.method, offered: offered)
    }
}
