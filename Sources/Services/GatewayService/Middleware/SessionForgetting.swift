import AuthAPI
import Hummingbird
import PathTemplates
import Transcoding

/// Drops cached sessions that a request may have ended: after it, none of its user's sessions is believed without asking.
///
/// It goes by the route and not by the answer: a call that has timed out may have been carried out.
struct SessionForgetting<Context: RequestContext>: RouterMiddleware {
    let cookie: SessionCookie
    let cache: SessionCache<AuthenticatedUser>

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let route = context.endpointPath, EndingRoutes.methods[route] == request.method,
            let token = try? SessionToken.find(in: request.headers, cookie: cookie)
        else { return try await next(request, context) }
        do {
            let response = try await next(request, context)
            // Logging out succeeds with any token, so it proves none to be valid.
            let isCertain = response.status.kind == .successful && route != EndingRoutes.logout
            cache.removeAll(ofUserOf: token, isCertain: isCertain)
            return response
        } catch {
            cache.removeAll(ofUserOf: token, isCertain: false)
            throw error
        }
    }
}

/// The routes that may end sessions.
private enum EndingRoutes {
    private typealias Auth = Cairn_Auth_V1_Auth.Routes

    static let logout = Auth.logout.template.description

    /// By their templates: the method that ends sessions there.
    static let methods: [String: HTTPRequest.Method] = {
        let called = [
            Auth.logout, Auth.changePassword, Auth.revokeSession, Auth.revokeAllSessions, Auth.revokeToken,
            Auth.unlinkIdentity,
        ]
        var methods: [String: HTTPRequest.Method] = [:]
        for route in called { methods[route.template.description] = route.method }
        // A sign-in by a provider replaces the session that the browser had.
        methods[CompleteSignIn.route.template.description] = CompleteSignIn.route.method
        return methods
    }()
}
