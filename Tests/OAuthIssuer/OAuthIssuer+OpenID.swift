import Foundation
import Hummingbird
import Synchronization

extension OAuthIssuer {
    func addOpenIDRoutes(to router: some RouterMethods<BasicRequestContext>) {
        router.get(".well-known/openid-configuration") { _, _ in
            try await self.answer(self.behaviour()) { self.metadata() }
        }
        router.get("jwks") { _, _ in try await self.answer(self.behaviour()) { try self.keySet() } }
        router.get("authorize") { request, _ in try self.authorize(request, isOpenID: true) }
        router.post("token") { request, _ in
            let form = try await Self.form(request)
            let behaviour = self.behaviour(forCodeIn: form)
            return try await self.answer(behaviour) { try self.token(behaviour, form, request.headers[.authorization]) }
        }
        router.get("userinfo") { request, _ in
            let behaviour = try self.behaviour(forTokenOf: request)
            return try await self.answer(behaviour) {
                self.profile(behaviour).merging(["sub": behaviour.userInfoSubject ?? behaviour.subject]) { $1 }
            }
        }
    }

    private func metadata() -> Any {
        let url = url
        var fields: [String: Any] = [
            "issuer": url, "authorization_endpoint": "\(url)/authorize", "token_endpoint": "\(url)/token",
            "jwks_uri": "\(url)/jwks", "userinfo_endpoint": "\(url)/userinfo",
            "response_types_supported": ["code"], "authorization_response_iss_parameter_supported": true,
        ]
        behaviour().changeMetadata(&fields)
        return fields
    }

    private func keySet() throws -> Any {
        let keys = state.withLock { state in
            state.record.keyFetches += 1
            return state.behaviour.keys
        }
        // Such keys are to be passed over.
        let others: [[String: Any]] = [["kty": "oct", "kid": "hmac", "k": "AAAA"], ["kty": "new", "kid": "unknown"]]
        return ["keys": try others + keys.map { try $0.value.publicKey($0.key) }]
    }

    private func token(
        _ behaviour: IssuerBehaviour, _ form: [String: String], _ authorization: String?
    ) throws -> Any {
        if let error = behaviour.tokenError { return ["error": error] }
        let pair = "cairn%20client:client%2Fsecret%2Bof%3Acairn"
        guard form["grant_type"] == "authorization_code",
            authorization == "Basic \(Data(pair.utf8).base64EncodedString())"
        else { return ["error": "invalid_client"] }
        guard let grant = redeem(form) else { return ["error": "invalid_grant"] }
        let idToken = try idToken(behaviour, nonce: grant.nonce ?? "")
        note(secrets: [idToken])
        return [
            "access_token": accessToken(behaviour, grant), "token_type": "Bearer", "id_token": idToken,
            "padding": String(repeating: "x", count: behaviour.padding),
        ]
    }

    private func idToken(_ behaviour: IssuerBehaviour, nonce: String) throws -> String {
        let time = Int(now().timeIntervalSince1970)
        var header: [String: Any] = ["alg": behaviour.signingKey.key.algorithm, "kid": behaviour.signingKey.name]
        var claims: [String: Any] = [
            "iss": url, "sub": behaviour.subject, "aud": Self.clientID, "iat": time, "exp": time + 300, "nonce": nonce,
        ]
        if behaviour.userInfoSubject == nil { claims.merge(profile(behaviour)) { $1 } }
        behaviour.changeToken(&header, &claims)
        return behaviour.forge(try behaviour.signingKey.key.token(header: header, claims: claims))
    }

    private func profile(_ behaviour: IssuerBehaviour) -> [String: Any] {
        var claims: [String: Any] = ["email_verified": behaviour.isEmailVerified]
        claims["email"] = behaviour.email
        claims["name"] = behaviour.name
        return claims
    }
}
