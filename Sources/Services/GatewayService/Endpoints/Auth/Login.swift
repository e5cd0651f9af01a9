import AuthAPI
import Hummingbird

/// `POST /auth/login`: signs an account in.
struct Login: Endpoint {
    static let route = Route(.post, "/auth/login")

    let auth: any Cairn_Auth_V1_Auth.ClientProtocol
    let cookie: SessionCookie

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let response = try await auth.login(Cairn_Auth_V1_LoginRequest(body: request))
        return SessionResponse(
            token: response.token, user: response.user,
            expireTime: response.hasExpireTime ? response.expireTime : nil
        ).response(.ok, cookie: cookie)
    }
}
