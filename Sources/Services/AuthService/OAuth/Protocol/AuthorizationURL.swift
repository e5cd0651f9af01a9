/// The URL of an authorization request (RFC 6749, section 4.1.1, with RFC 7636).
enum AuthorizationURL {
    static func make(
        _ endpoint: WebURL, settings: ProviderSettings, request: AuthorizationRequest,
        more: [(name: String, value: String)] = []
    ) -> String {
        let query = FormEncoding.encode(
            [
                ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", request.redirectURL),
                ("scope", settings.scopes), ("state", request.state),
                ("code_challenge", request.secrets.codeChallenge), ("code_challenge_method", "S256"),
            ] + more)
        return endpoint.text + (endpoint.text.contains("?") ? "&" : "?") + query
    }
}
