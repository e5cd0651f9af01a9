import AuthAPI
import GRPCCore
import Hummingbird
import Interceptors
import ServiceKit
import SwiftProtobuf
import Transcoding

/// What the gateway adds to generated routes: it checks sessions and scopes, tells the services who calls, repeats calls
/// that may be repeated, and keeps the session cookie.
struct GatewayHooks: RouteHooks {
    typealias Context = GatewayContext

    /// Who makes a request.
    struct Authorization: Sendable {
        /// The account; nil when nobody is signed in, or nobody has looked.
        var user: AuthenticatedUser?
        /// The token to log out, valid or not.
        var token: SessionToken?
        /// Whether the token came as a bearer token, and so not from a browser's cookie.
        var isBearer = false
        /// Where the request comes from, for calls that open sessions.
        var origin = SignInOrigin()
    }

    let sessions: SessionValidator

    func authorize(
        _ request: Request, for route: HTTPRoute, context: GatewayContext
    ) async throws -> Authorization {
        var authorization = Authorization()
        if Self.isAuth(route) {
            authorization.isBearer = SessionToken.isBearer(request.headers)
            authorization.origin = SignInOrigin(
                userAgent: request.headers[.userAgent] ?? "", clientAddress: context.origin.client?.description ?? "")
        }
        switch route.access {
        case .everybody: break
        case .optionalSession where route.rpc == Self.logout:
            // Auth looks at the token itself: nobody need ask before whether it is valid.
            authorization.token = try? SessionToken.find(in: request.headers, cookie: sessions.cookie)
        case .optionalSession: authorization.user = try await sessions.userIfValid(of: request)
        case .session:
            let user = try await sessions.user(of: request)
            authorization.user = user
            try Self.check(user, for: route)
        }
        return authorization
    }

    private static func check(_ user: AuthenticatedUser, for route: HTTPRoute) throws {
        for scope in route.scopes where user.caller?.has(scope: scope) != true {
            throw Problem(
                .forbidden, code: "PERMISSION_DENIED", detail: "The scope '\(scope)' is needed for this.")
        }
    }

    func prepare<Input: Message>(_ message: inout Input, for route: HTTPRoute, as authorization: Authorization) {
        guard let token = authorization.token, var logout = message as? Cairn_Auth_V1_LogoutRequest,
            logout.token.isEmpty
        else { return }
        logout.token = token.value
        if let changed = logout as? Input { message = changed }
    }

    func metadata(for route: HTTPRoute, as authorization: Authorization) -> Metadata {
        Self.isAuth(route) ? authorization.origin.metadata : [:]
    }

    func call<Output: Sendable>(
        _ route: HTTPRoute, as authorization: Authorization, _ body: @escaping @Sendable () async throws -> Output
    ) async throws -> Output {
        try await Caller.$current.withValue(authorization.user?.caller) {
            route.isIdempotent ? try await idempotent(body) : try await Deadline.enforcingCurrent(body)
        }
    }

    func finish<Output: Message>(
        _ response: inout Response, with message: Output, for route: HTTPRoute, as authorization: Authorization
    ) {
        guard Self.isAuth(route) else { return }
        if let opened = message as? any SessionOpening {
            // A token must not stay in a cache (RFC 6749, section 5.1).
            response.headers[.cacheControl] = "no-store"
            // A program that keeps its token itself has no use for a cookie.
            if !authorization.isBearer { response.headers[.setCookie] = sessions.cookie.set(opened) }
        } else if message is Cairn_Auth_V1_LogoutResponse {
            response.headers[.setCookie] = sessions.cookie.cleared()
        } else if message is Cairn_Auth_V1_CreateTokenResponse {
            response.headers[.cacheControl] = "no-store"
        }
    }

    private static let logout = Cairn_Auth_V1_Auth.Routes.logout.rpc

    private static func isAuth(_ route: HTTPRoute) -> Bool {
        route.rpc.service == Cairn_Auth_V1_Auth.descriptor
    }
}
