import Hummingbird
import PathTemplates

/// Drops cached sessions that a request may have ended: after it, none of its user's sessions is believed without asking.
///
/// It goes by the route and not by the answer: a call that has timed out may have been carried out.
struct SessionForgetting<Context: RequestContext>: RouterMiddleware {
    private static var routes: [String] {
        ["/logout", "/auth/password", "/sessions", "/sessions/{id}", "/tokens/{id}", "/identities/{provider}"]
    }

    let cookie: SessionCookie
    let cache: SessionCache<AuthenticatedUser>

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let route = context.endpointPath, mayEndSessions(request.method, route),
            let token = try? SessionToken.find(in: request.headers, cookie: cookie)
        else { return try await next(request, context) }
        do {
            let response = try await next(request, context)
            // Logging out succeeds with any token, so it proves none to be valid.
            let isCertain = response.status.kind == .successful && route != "/logout"
            cache.removeAll(ofUserOf: token, isCertain: isCertain)
            return response
        } catch {
            cache.removeAll(ofUserOf: token, isCertain: false)
            throw error
        }
    }

    /// A sign-in by a provider replaces the session that the browser had, and ends by GET.
    private func mayEndSessions(_ method: HTTPRequest.Method, _ route: String) -> Bool {
        switch method {
        case .post, .delete: Self.routes.contains(route)
        case .get: route == CompleteSignIn.route.template.description
        default: false
        }
    }
}
