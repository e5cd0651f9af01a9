import AuthAPI
import GRPCCore
import Hummingbird
import ServiceKit
import SwiftProtobuf

/// Lets only signed-in callers through to an endpoint, and tells it who they are.
///
/// Without a valid session the answer is 401. When the auth service can't say whether a session is valid, the answer is
/// 503: a caller must not lose its session because of an outage.
struct Authenticated<Wrapped: Endpoint>: Endpoint where Wrapped.Context == AuthenticatedContext {
    static var route: Route { Wrapped.route }

    let auth: any Cairn_Auth_V1_Auth.ClientProtocol
    let cookie: SessionCookie
    let endpoint: Wrapped

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        guard let token = try SessionToken.find(in: request.headers, cookie: cookie) else {
            throw Problem(.unauthorized, code: "UNAUTHENTICATED", detail: "Sign in first.")
        }
        let user = try await validate(token)
        return try await endpoint.respond(
            to: request, context: AuthenticatedContext(user: user, parameters: context.parameters))
    }

    private func validate(_ token: SessionToken) async throws -> AuthenticatedUser {
        do {
            let response = try await idempotent { try await auth.validateSession(.with { $0.token = token.value }) }
            guard response.hasUser, !response.user.id.isEmpty else {
                throw RPCError(code: .internalError, message: "auth validated a session without naming its user")
            }
            return AuthenticatedUser(account: response.user)
        } catch let error as RPCError {
            switch error.code {
            case .unauthenticated, .invalidArgument: throw SessionToken.invalid
            case .cancelled: throw error
            default:
                throw Problem(
                    .serviceUnavailable, code: "UNAVAILABLE",
                    detail: "Your session can't be checked now. Try again later.", cause: error)
            }
        }
    }
}
