import AuthAPI
import Hummingbird

/// `POST /auth/register`: creates an account and signs it in.
struct Register: Endpoint {
    static let route = Route(.post, "/auth/register")

    let auth: any Cairn_Auth_V1_Auth.ClientProtocol
    let cookie: SessionCookie

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let response = try await auth.register(Cairn_Auth_V1_RegisterRequest(body: request))
        return SessionResponse(
            token: response.token, user: response.user,
            expireTime: response.hasExpireTime ? response.expireTime : nil
        ).response(.created, cookie: cookie)
    }
}
