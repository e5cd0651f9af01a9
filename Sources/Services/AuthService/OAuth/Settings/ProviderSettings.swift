import ServiceKit

/// What is set for one provider.
struct ProviderSettings: Sendable {
    /// What is spoken with it.
    enum Kind: Sendable {
        /// OpenID Connect, by discovery at the issuer.
        case openID(issuer: WebURL)
        /// GitHub's own protocol on top of OAuth 2.0.
        case gitHub(site: WebURL, api: WebURL)
    }

    /// In paths and in the database.
    let name: String
    /// For people.
    let title: String
    let kind: Kind
    let clientID: String
    /// Nil for a public client, which PKCE alone protects.
    let clientSecret: ClientSecret?
    let scopes: String

    /// Whether an address that the provider says it has verified may open an account that was made elsewhere.
    let isTrustedWithEmail: Bool
}

/// The secret that a provider knows us by. It prints as `<redacted>`, so that no log can show it.
struct ClientSecret: Sendable, CustomStringConvertible, CustomReflectable {
    let text: String

    var description: String { "<redacted>" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
