import ServiceKit

extension ProviderSettings {
    /// Reads the settings whose names begin with `OAUTH_` and the provider's name.
    init(_ name: String, settings: Settings) throws(SettingsError) {
        let names = ProviderSettingNames(name)
        self.name = name
        title = try settings.value(
            of: .text(names.title, "The provider's name for people", default: Self.title(of: name)))
        clientID = try settings.required(.text(names.clientID, "The client id at the provider"))
        clientSecret = try settings.optionalValue(
            of: .text(names.clientSecret, "The client secret at the provider", isSecret: true)
        ).map(ClientSecret.init)
        if name == "github" {
            kind = .gitHub(
                site: try settings.value(of: Self.url(names.url, "GitHub's site", default: "https://github.com")),
                api: try settings.value(of: Self.url(names.apiURL, "GitHub's API", default: "https://api.github.com")))
        } else {
            kind = .openID(
                issuer: try settings.required(
                    Self.url(
                        names.issuer, "The issuer", default: name == "google" ? "https://accounts.google.com" : nil)))
        }
        let isKnown = name == "github" || name == "google"
        scopes = try settings.value(
            of: .text(
                names.scopes, "The scopes that are asked for",
                default: name == "github" ? "read:user user:email" : "openid email profile"))
        isTrustedWithEmail = try settings.value(
            of: .boolean(names.trustEmail, "Whether verified addresses count", default: isKnown))
        if case .openID = kind, !scopes.split(separator: " ").contains("openid") {
            throw SettingsError(code: .invalid, message: "\(names.scopes): must contain the scope 'openid'")
        }
    }

    private static func url(_ name: String, _ summary: String, default text: String?) -> Setting<WebURL> {
        Setting(
            name, summary, expected: "an https URL, or an http URL of this machine", default: text.flatMap(WebURL.init)
        ) { WebURL($0) }
    }

    private static func title(of name: String) -> String {
        name == "github" ? "GitHub" : name.prefix(1).uppercased() + name.dropFirst()
    }
}

extension Settings {
    /// The value of a setting that has no flag, as its name holds the provider's.
    fileprivate func required<Value>(_ setting: Setting<Value>) throws(SettingsError) -> Value {
        if let value = try optionalValue(of: setting) { return value }
        throw SettingsError(
            code: .missing,
            message: "\(setting.name) is not set: give \(setting.expected) in the environment or the settings file")
    }
}
