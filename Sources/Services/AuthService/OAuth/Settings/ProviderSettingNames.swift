/// The names of one provider's settings.
struct ProviderSettingNames {
    private let prefix: String

    init(_ provider: String) {
        prefix = "OAUTH_\(provider.uppercased())_"
    }

    var issuer: String { prefix + "ISSUER" }
    var clientID: String { prefix + "CLIENT_ID" }
    var clientSecret: String { prefix + "CLIENT_SECRET" }
    var scopes: String { prefix + "SCOPES" }
    var title: String { prefix + "TITLE" }
    var trustEmail: String { prefix + "TRUST_EMAIL" }
    var url: String { prefix + "URL" }
    var apiURL: String { prefix + "API_URL" }
}
