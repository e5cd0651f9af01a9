import AuthAPI
import FoundationEssentials
import GRPCCore
import Hummingbird
import ServiceKit
import SwiftProtobuf

/// `GET /auth/{provider}/login`: sends the browser to the provider, and gives it the secret that it has to bring back.
///
/// With `link=true` the provider is added to the account of whoever is signed in.
struct BeginSignIn: Endpoint {
    static let route = Route(.get, "/auth/{provider}/login")

    let signIn: SignIn
    let sites: OwnSite

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let provider = try SignIn.provider(of: context)
        let query = try SignInQuery(request, known: ["return_to", "link"])
        let isLinking = try query.flag("link")
        if isLinking { try refuseOtherSites(request, context) }
        let user = isLinking ? try await signIn.sessions.userIfValid(of: request) : nil
        let input = Cairn_Auth_V1_BeginLoginRequest.with {
            $0.provider = provider
            $0.returnTo = query["return_to"]
            $0.link = isLinking
        }
        do {
            let begun = try await Caller.$current.withValue(user?.caller) {
                // Begun twice, one of the two is never ended, and is swept.
                try await idempotent { try await signIn.sessions.auth.beginLogin(input) }
            }
            let age = begun.expireTime.seconds - Int64(Date().timeIntervalSince1970)
            return .seeOther(
                begun.authorizationURL, cookies: [signIn.secret.set(begun.browserSecret, maximumAge: age)])
        } catch let error as RPCError {
            return try signIn.answer(to: error, provider: provider)
        }
    }

    /// Linking begins on a page of ours only. Another site could send its visitor here while they are signed in to an
    /// identity of that site's choice, which would then open their account.
    private func refuseOtherSites(_ request: Request, _ context: GatewayContext) throws(Problem) {
        guard SessionToken.isBearer(request.headers) || sites.isOrigin(ofNavigation: request, context.origin) else {
            throw Problem(
                .forbidden, code: "PERMISSION_DENIED",
                detail: "A page of another site has asked for this. Link the provider from a page of this site.")
        }
    }
}
