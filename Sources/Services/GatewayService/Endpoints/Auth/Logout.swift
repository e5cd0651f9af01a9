import AuthAPI
import Hummingbird
import ServiceKit
import SwiftProtobuf

/// `POST /logout`: ends the session and clears the cookie.
///
/// Whoever has no session (any more) is signed out already and gets the same answer. An outage of auth is an error, and
/// the cookie stays: the session lives on, and the client can try again.
struct Logout: Endpoint {
    static let route = Route(.post, "/logout")

    let auth: any Cairn_Auth_V1_Auth.ClientProtocol
    let cookie: SessionCookie

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        if let token = try? SessionToken.find(in: request.headers, cookie: cookie) {
            _ = try await idempotent { try await auth.logout(.with { $0.token = token.value }) }
        }
        return Response(status: .noContent, headers: [.setCookie: cookie.cleared()])
    }
}
