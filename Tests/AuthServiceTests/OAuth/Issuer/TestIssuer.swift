import Crypto
import Foundation
import Hummingbird
import HummingbirdTesting
import ServiceKit
import Synchronization

@testable import AuthService

/// An OpenID Connect issuer, and a GitHub, that listen on loopback and hold clients to the rules.
final class TestIssuer: Sendable {
    static let clientID = "cairn client"
    static let clientSecret = "client/secret+of:cairn"

    /// What was issued for a code.
    private struct Grant {
        let redirectURL: String
        let challenge: String
        let nonce: String?
    }

    private struct State {
        var behaviour: IssuerBehaviour
        var grants: [String: Grant] = [:]
        var codes: [String] = []
        var keyFetches = 0
        var url = ""
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> Date

    private init(_ behaviour: IssuerBehaviour, now: @escaping @Sendable () -> Date) {
        state = Mutex(State(behaviour: behaviour))
        self.now = now
    }

    /// Runs an issuer on a free port while `body` runs.
    static func with<Result: Sendable>(
        _ behaviour: IssuerBehaviour, now: @escaping @Sendable () -> Date,
        _ body: @escaping @Sendable (TestIssuer) async throws -> Result
    ) async throws -> Result {
        let issuer = TestIssuer(behaviour, now: now)
        let application = Application(
            router: issuer.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: LogLines().logger)
        return try await application.test(.live) { client in
            issuer.state.withLock { $0.url = "http://127.0.0.1:\(client.port ?? 0)" }
            return try await body(issuer)
        }
    }

    var url: String { state.withLock { $0.url } }

    /// How often the keys were fetched.
    var keyFetches: Int { state.withLock { $0.keyFetches } }

    /// The codes that were issued.
    var codes: [String] { state.withLock { $0.codes } }

    func change(_ change: (inout IssuerBehaviour) -> Void) {
        state.withLock { change(&$0.behaviour) }
    }

    private var behaviour: IssuerBehaviour { state.withLock { $0.behaviour } }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get(".well-known/openid-configuration") { _, _ in try self.answer { try self.metadata() } }
        router.get("jwks") { _, _ in try self.answer { try self.keySet() } }
        router.get("authorize") { request, _ in try self.authorize(request, isOpenID: true) }
        router.get("login/oauth/authorize") { request, _ in try self.authorize(request, isOpenID: false) }
        router.post("token") { request, context in
            let form = try await Self.form(request)
            return try self.answer { try self.token(form, request.headers[.authorization]) }
        }
        router.post("login/oauth/access_token") { request, context in
            let form = try await Self.form(request)
            return try self.answer { try self.gitHubToken(form) }
        }
        router.get("userinfo") { request, _ in try self.answer { try self.userInfo(request) } }
        router.get("user") { request, _ in try self.answer { try self.gitHubUser(request) } }
        router.get("user/emails") { request, _ in try self.answer { try self.gitHubEmails(request) } }
        return router
    }

    private func answer(_ make: () throws -> Any) throws -> Response {
        if let outage = behaviour.outage { return Response(status: .init(code: outage)) }
        let data = try JSONSerialization.data(withJSONObject: make())
        return Response(
            status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }

    private func metadata() throws -> Any {
        var fields: [String: Any] = [
            "issuer": url, "authorization_endpoint": "\(url)/authorize", "token_endpoint": "\(url)/token",
            "jwks_uri": "\(url)/jwks", "userinfo_endpoint": "\(url)/userinfo",
            "response_types_supported": ["code"], "authorization_response_iss_parameter_supported": true,
        ]
        behaviour.changeMetadata(&fields)
        return fields
    }

    private func keySet() throws -> Any {
        let keys = state.withLock { state in
            state.keyFetches += 1
            return state.behaviour.keys
        }
        // Such keys are to be passed over.
        let others: [[String: Any]] = [["kty": "oct", "kid": "hmac", "k": "AAAA"], ["kty": "new", "kid": "unknown"]]
        return ["keys": try others + keys.map { try $0.value.publicKey($0.key) }]
    }

    private func authorize(_ request: Request, isOpenID: Bool) throws -> Response {
        let query = request.uri.queryParameters
        guard query["client_id"] == Self.clientID[...], query["response_type"] == "code",
            query["code_challenge_method"] == "S256", let challenge = query["code_challenge"],
            let redirectURL = query["redirect_uri"], let state = query["state"],
            !isOpenID || (query["scope"] ?? "").split(separator: " ").contains("openid"),
            !isOpenID || query["nonce"] != nil
        else { throw HTTPError(.badRequest) }
        let behaviour = behaviour
        var fields = [(name: "state", value: String(state))]
        if isOpenID { fields.append(("iss", behaviour.answerIssuer ?? url)) }
        if let error = behaviour.authorizationError {
            fields.append(("error", error))
        } else {
            let code = UUID().uuidString
            self.state.withLock {
                $0.codes.append(code)
                $0.grants[code] = Grant(
                    redirectURL: String(redirectURL), challenge: String(challenge),
                    nonce: query["nonce"].map(String.init))
            }
            fields.append(("code", code))
        }
        return Response(status: .found, headers: [.location: "\(redirectURL)?\(FormEncoding.encode(fields))"])
    }

    /// What a code stands for: each once, for whoever has the verifier.
    private func redeem(_ form: [String: String]) throws -> Grant {
        guard let code = form["code"], let grant = state.withLock({ $0.grants.removeValue(forKey: code) }),
            form["redirect_uri"] == grant.redirectURL,
            let verifier = form["code_verifier"], 43...128 ~= verifier.utf8.count,
            Base64.encode(Array(SHA256.hash(data: Data(verifier.utf8))), alphabet: .urlSafe) == grant.challenge
        else { throw HTTPError(.badRequest) }
        return grant
    }

    private func token(_ form: [String: String], _ authorization: String?) throws -> Any {
        if let error = behaviour.tokenError { return ["error": error] }
        let pair = "cairn%20client:client%2Fsecret%2Bof%3Acairn"
        guard form["grant_type"] == "authorization_code",
            authorization == "Basic \(Data(pair.utf8).base64EncodedString())"
        else { return ["error": "invalid_client"] }
        guard let grant = try? redeem(form) else { return ["error": "invalid_grant"] }
        let behaviour = behaviour
        return [
            "access_token": "access-token-of-\(behaviour.subject)", "token_type": "Bearer",
            "id_token": try idToken(behaviour, nonce: grant.nonce ?? ""),
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

    private func userInfo(_ request: Request) throws -> Any {
        let behaviour = behaviour
        try checkBearer(request, behaviour)
        return profile(behaviour).merging(["sub": behaviour.userInfoSubject ?? behaviour.subject]) { $1 }
    }

    private func gitHubToken(_ form: [String: String]) throws -> Any {
        if let error = behaviour.tokenError { return ["error": error] }
        guard form["client_id"] == Self.clientID, form["client_secret"] == Self.clientSecret, (try? redeem(form)) != nil
        else { return ["error": "bad_verification_code"] }
        return ["access_token": "access-token-of-\(behaviour.subject)", "token_type": "bearer"]
    }

    private func gitHubUser(_ request: Request) throws -> Any {
        let behaviour = behaviour
        try checkBearer(request, behaviour)
        guard request.headers[.userAgent] != nil else { throw HTTPError(.forbidden) }
        return ["id": Int(behaviour.subject) ?? 0, "login": "ada", "name": behaviour.name ?? NSNull()] as [String: Any]
    }

    private func gitHubEmails(_ request: Request) throws -> Any {
        let behaviour = behaviour
        try checkBearer(request, behaviour)
        let other: [String: Any] = ["email": "other@example.com", "primary": false, "verified": false]
        guard let email = behaviour.email else { return [other] }
        return [other, ["email": email, "primary": true, "verified": behaviour.isEmailVerified]]
    }

    private func checkBearer(_ request: Request, _ behaviour: IssuerBehaviour) throws {
        guard request.headers[.authorization] == "Bearer access-token-of-\(behaviour.subject)" else {
            throw HTTPError(.unauthorized)
        }
    }

    private static func form(_ request: Request) async throws -> [String: String] {
        let body = try await request.body.collect(upTo: 65_536)
        var fields: [String: String] = [:]
        for pair in String(buffer: body).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        return fields
    }
}
