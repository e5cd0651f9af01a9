/// GitHub: OAuth 2.0 with PKCE, and an API of its own that tells who the user is.
struct GitHubProvider: IdentityProvider {
    let settings: ProviderSettings
    let site: WebURL
    let api: WebURL
    let http: OAuthHTTPClient

    func authorizationURL(for request: AuthorizationRequest) async throws -> String {
        guard let endpoint = WebURL(site.appending("login/oauth/authorize")) else {
            throw OAuthError(.misconfigured, "OAUTH_GITHUB_URL is too long")
        }
        return AuthorizationURL.make(endpoint, settings: settings, request: request)
    }

    func identify(_ answer: AuthorizationAnswer) async throws -> ProviderIdentity {
        var form = [
            (name: "client_id", value: settings.clientID), ("code", answer.code),
            ("redirect_uri", answer.redirectURL), ("code_verifier", answer.secrets.codeVerifier),
        ]
        if let secret = settings.clientSecret { form.append(("client_secret", secret.text)) }
        let tokens = try await http.tokens(
            site.appending("login/oauth/access_token"), form: form, provider: settings.title)
        guard let accessToken = tokens.accessToken else {
            throw OAuthError.untrusted(settings.title, "there is no access token")
        }
        let headers = [
            ("authorization", "Bearer \(accessToken)"), ("accept", "application/vnd.github+json"),
            ("x-github-api-version", "2022-11-28"),
        ]
        let user = try await http.document(
            api.appending("user"), headers: headers, as: GitHubUser.self, provider: settings.title)
        let addresses = try await http.document(
            api.appending("user/emails"), headers: headers, as: [GitHubEmail].self, provider: settings.title)
        let address = GitHubEmail.best(of: addresses)
        let email = address.flatMap { try? EmailAddress($0.email) }
        return ProviderIdentity(
            provider: settings.name, subject: String(user.id), email: email,
            isEmailVerified: email != nil && address?.verified == true, name: user.name ?? user.login)
    }
}
