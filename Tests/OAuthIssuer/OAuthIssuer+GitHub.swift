import Foundation
import Hummingbird

extension OAuthIssuer {
    func addGitHubRoutes(to router: some RouterMethods<BasicRequestContext>) {
        router.get("login/oauth/authorize") { request, _ in try self.authorize(request, isOpenID: false) }
        router.post("login/oauth/access_token") { request, _ in
            let form = try await Self.form(request)
            let behaviour = self.behaviour(forCodeIn: form)
            return try await self.answer(behaviour) { self.gitHubToken(behaviour, form) }
        }
        router.get("user") { request, _ in
            let behaviour = try self.behaviour(forTokenOf: request)
            guard request.headers[.userAgent] != nil else { throw HTTPError(.forbidden) }
            return try await self.answer(behaviour) { Self.gitHubUser(behaviour) }
        }
        router.get("user/emails") { request, _ in
            let behaviour = try self.behaviour(forTokenOf: request)
            return try await self.answer(behaviour) { Self.gitHubEmails(behaviour) }
        }
    }

    private func gitHubToken(_ behaviour: IssuerBehaviour, _ form: [String: String]) -> Any {
        if let error = behaviour.tokenError { return ["error": error] }
        guard form["client_id"] == Self.clientID, form["client_secret"] == Self.clientSecret, let grant = redeem(form)
        else { return ["error": "bad_verification_code"] }
        return ["access_token": accessToken(behaviour, grant), "token_type": "bearer"]
    }

    private static func gitHubUser(_ behaviour: IssuerBehaviour) -> Any {
        ["id": Int(behaviour.subject) ?? 0, "login": "ada", "name": behaviour.name ?? NSNull()] as [String: Any]
    }

    private static func gitHubEmails(_ behaviour: IssuerBehaviour) -> Any {
        let other: [String: Any] = ["email": "other@example.com", "primary": false, "verified": false]
        guard let email = behaviour.email else { return [other] }
        return [other, ["email": email, "primary": true, "verified": behaviour.isEmailVerified]]
    }
}
