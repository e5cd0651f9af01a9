import Hummingbird

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
        guard request.method == .post || request.method == .delete, let route = context.endpointPath,
            Self.routes.contains(route), let token = try? SessionToken.find(in: request.headers, cookie: cookie)
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
}
