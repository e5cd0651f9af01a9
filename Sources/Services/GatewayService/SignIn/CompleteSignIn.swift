import AuthAPI
import GRPCCore
import Hummingbird
import ServiceKit
import SwiftProtobuf

/// `GET /auth/{provider}/callback`: where the provider sends the browser back to, with a code or an error (RFC 6749,
/// section 4.1.2). Opens the session, in place of the one that the browser had.
struct CompleteSignIn: Endpoint {
    static let route = Route(.get, "/auth/{provider}/callback")

    let signIn: SignIn

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let provider = try SignIn.provider(of: context)
        // What else a provider sends along (`scope`, `session_state`, `error_description`) is not needed.
        let query = try SignInQuery(request, known: ["state", "code", "error", "iss"])
        let input = Cairn_Auth_V1_CompleteLoginRequest.with {
            $0.provider = provider
            $0.browserSecret = signIn.secret.value(in: request.headers)
            $0.state = query["state"]
            $0.code = query["code"]
            $0.error = query["error"]
            $0.iss = query["iss"]
        }
        // Only who has begun to link a provider can end it, so auth has to know whose session this is.
        let user = try await signIn.sessions.userIfValid(of: request)
        do {
            let opened = try await Caller.$current.withValue(user?.caller) {
                try await signIn.sessions.auth.completeLogin(
                    input, metadata: SignIn.metadata(request, context))
            }
            if user != nil { await endReplacedSession(of: request) }
            return .seeOther(
                ReturnAddress(opened.returnTo).text,
                cookies: [signIn.sessions.cookie.set(opened), signIn.secret.cleared()])
        } catch let error as RPCError {
            return try signIn.answer(to: error, provider: provider)
        }
    }

    /// The browser forgets its old session, so nobody could end it any more. That it can't be ended now spoils nothing: it
    /// expires.
    private func endReplacedSession(of request: Request) async {
        guard !SessionToken.isBearer(request.headers),
            let token = signIn.sessions.cookie.value(in: request.headers).flatMap({ SessionToken($0) })
        else { return }
        _ = try? await signIn.sessions.auth.logout(.with { $0.token = token.value })
        signIn.sessions.cache.remove(token)
    }
}
