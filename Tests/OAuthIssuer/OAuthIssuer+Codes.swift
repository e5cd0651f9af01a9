import Crypto
import Foundation
import Hummingbird
import ServiceKit
import Synchronization

extension OAuthIssuer {
    /// The authorization endpoint (RFC 6749, section 4.1.1): its user agrees at once.
    func authorize(_ request: Request, isOpenID: Bool) throws -> Response {
        let query = request.uri.queryParameters
        guard query["client_id"] == Self.clientID[...], query["response_type"] == "code",
            query["code_challenge_method"] == "S256", let challenge = query["code_challenge"],
            let redirectURL = query["redirect_uri"], let state = query["state"],
            !isOpenID || (query["scope"] ?? "").split(separator: " ").contains("openid"),
            !isOpenID || query["nonce"] != nil, var location = URLComponents(string: String(redirectURL))
        else { throw HTTPError(.badRequest) }
        let change = try IssuerChange(headers: request.headers)
        let behaviour = behaviour(change)
        var items = [URLQueryItem(name: "state", value: String(state))]
        if isOpenID { items.append(URLQueryItem(name: "iss", value: behaviour.answerIssuer ?? url)) }
        if let error = behaviour.authorizationError {
            items.append(URLQueryItem(name: "error", value: error))
        } else {
            let code = UUID().uuidString
            self.state.withLock {
                $0.grants[code] = Grant(
                    redirectURL: String(redirectURL), challenge: String(challenge),
                    nonce: query["nonce"].map(String.init), change: change)
            }
            note(secrets: [code])
            items.append(URLQueryItem(name: "code", value: code))
        }
        note(secrets: [String(state)] + (query["nonce"].map { [String($0)] } ?? []))
        location.queryItems = items
        return Response(status: .found, headers: [.location: location.string ?? ""])
    }

    /// The token endpoint for one request: how it behaves for its code.
    func behaviour(forCodeIn form: [String: String]) -> IssuerBehaviour {
        behaviour(state.withLock { $0.grants[form["code"] ?? ""]?.change })
    }

    /// What a code stands for: each once, for whoever has the verifier.
    func redeem(_ form: [String: String]) -> Grant? {
        guard let code = form["code"], let grant = state.withLock({ $0.grants.removeValue(forKey: code) }),
            form["redirect_uri"] == grant.redirectURL,
            let verifier = form["code_verifier"], 43...128 ~= verifier.utf8.count,
            Base64.encode(Array(SHA256.hash(data: Data(verifier.utf8))), alphabet: .urlSafe) == grant.challenge
        else { return nil }
        note(secrets: [verifier])
        return grant
    }

    func accessToken(_ behaviour: IssuerBehaviour, _ grant: Grant) -> String {
        let token = "access-token-of-\(behaviour.subject)-\(UUID().uuidString)"
        state.withLock { $0.accessTokens[token] = grant.change }
        note(secrets: [token])
        return token
    }

    /// How the issuer behaves for the holder of an access token.
    func behaviour(forTokenOf request: Request) throws -> IssuerBehaviour {
        let token = request.headers[.authorization].map { $0.dropFirst("Bearer ".count) } ?? ""
        guard let change = state.withLock({ $0.accessTokens[String(token)] }) else { throw HTTPError(.unauthorized) }
        return behaviour(change)
    }

    static func form(_ request: Request) async throws -> [String: String] {
        let body = try await request.body.collect(upTo: 65_536)
        var fields: [String: String] = [:]
        for pair in String(buffer: body).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        return fields
    }
}
