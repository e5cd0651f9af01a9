import FoundationEssentials
import JWTKit
import PathTemplates
import ServiceKit

/// An OpenID Connect issuer, found by discovery. What it takes is the authorization code flow with PKCE.
struct OpenIDProvider: IdentityProvider {
    let settings: ProviderSettings
    private let issuer: WebURL
    private let http: OAuthHTTPClient
    private let metadata: CachedDocument<IssuerMetadata>
    private let keys: CachedDocument<KeySet>
    private let now: @Sendable () -> Date

    init(
        settings: ProviderSettings, issuer: WebURL, http: OAuthHTTPClient, policy: CachePolicy = CachePolicy(),
        now: @escaping @Sendable () -> Date
    ) {
        self.settings = settings
        self.issuer = issuer
        self.http = http
        self.now = now
        let provider = settings.title
        let metadata = CachedDocument(policy: policy, now: now) {
            let found = try await http.document(
                issuer.appending(".well-known/openid-configuration"), as: IssuerMetadata.self, provider: provider)
            // OpenID Connect Discovery, section 4.3: otherwise one issuer could speak for another.
            guard found.issuer == issuer.text else {
                throw OAuthError(.misconfigured, "\(provider) calls itself by another issuer's name")
            }
            return found
        }
        self.metadata = metadata
        keys = CachedDocument(policy: policy, now: now) {
            try await http.document(metadata.value().keySetURL.text, as: KeySet.self, provider: provider)
        }
    }

    func authorizationURL(for request: AuthorizationRequest) async throws -> String {
        AuthorizationURL.make(
            try await metadata.value().authorizationEndpoint, settings: settings, request: request,
            more: [("nonce", request.secrets.nonce)])
    }

    func identify(_ answer: AuthorizationAnswer) async throws -> ProviderIdentity {
        let metadata = try await metadata.value()
        guard answer.issuer == metadata.issuer || (answer.issuer == nil && !metadata.namesIssuer) else {
            throw OAuthError.untrusted(settings.title, "the answer is another issuer's")
        }
        let tokens = try await exchange(answer, metadata)
        guard let idToken = tokens.idToken else {
            throw OAuthError.untrusted(settings.title, "there is no ID token")
        }
        do {
            let claims = try await verified(idToken)
            let subject = try claims.check(
                issuer: metadata.issuer, clientID: settings.clientID, nonce: answer.secrets.nonce, now: now())
            let profile = try await profile(claims.profile, subject, tokens, metadata)
            return profile.identity(provider: settings.name, subject: subject)
        } catch let error as IDTokenError {
            throw OAuthError.untrusted(settings.title, error.description, cause: error)
        }
    }

    private func exchange(_ answer: AuthorizationAnswer, _ metadata: IssuerMetadata) async throws -> TokenAnswer {
        var form = [
            (name: "grant_type", value: "authorization_code"), ("code", answer.code),
            ("redirect_uri", answer.redirectURL), ("code_verifier", answer.secrets.codeVerifier),
        ]
        var headers: [(String, String)] = []
        if let secret = settings.clientSecret, metadata.takesSecretInHeader {
            // RFC 6749, section 2.3.1: both parts are form-encoded first.
            let pair = "\(PercentEncoding.encode(settings.clientID)):\(PercentEncoding.encode(secret.text))"
            headers.append(("authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
        } else {
            form.append(("client_id", settings.clientID))
            if let secret = settings.clientSecret { form.append(("client_secret", secret.text)) }
        }
        return try await http.tokens(
            metadata.tokenEndpoint.text, form: form, headers: headers, provider: settings.title)
    }

    /// A key that is not known is looked for once more at the issuer, which may have changed its keys.
    private func verified(_ token: String) async throws -> IDTokenClaims {
        let header = try IDTokenHeader(token: token)
        let known = try await keys.value { $0.key(header.keyIdentifier) != nil }
        guard let key = known.key(header.keyIdentifier).flatMap(header.usable) else { throw IDTokenError.unknownKey }
        let collection = JWTKeyCollection()
        do {
            try await collection.add(jwk: key)
        } catch {
            throw IDTokenError.unknownKey
        }
        do {
            return try await collection.verify(token, as: IDTokenClaims.self)
        } catch let error as JWTError where error.errorType == .signatureVerificationFailed {
            throw IDTokenError.wrongSignature
        } catch {
            throw IDTokenError.malformed
        }
    }

    /// Issuers may keep the address out of the token and tell it at the userinfo endpoint (section 5.3).
    private func profile(
        _ claims: UserClaims, _ subject: String, _ tokens: TokenAnswer, _ metadata: IssuerMetadata
    ) async throws -> UserClaims {
        guard claims.email == nil, let endpoint = metadata.userInfoEndpoint, let accessToken = tokens.accessToken else {
            return claims
        }
        let found = try await http.document(
            endpoint.text, headers: [("authorization", "Bearer \(accessToken)")], as: UserClaims.self,
            provider: settings.title)
        guard found.subject == subject else { throw IDTokenError.noSubject }
        return found
    }
}
