public import ServiceKit

/// The providers by which one can sign in, and where browsers may be sent.
public struct OAuthConfiguration: Sendable {
    /// Where the gateway is reached from outside; providers send browsers back there.
    let publicURL: WebURL

    /// Other origins that a sign-in may end at.
    let returnOrigins: Set<String>

    /// In the order in which they are shown.
    let providers: [ProviderSettings]

    /// What the settings say.
    public init(settings: Settings) throws(SettingsError) {
        let publicURL = try settings.value(of: AuthSettings.publicURL)
        let origins = try settings.value(of: AuthSettings.returnOrigins)
        var providers: [ProviderSettings] = []
        for name in try settings.value(of: AuthSettings.providers).names {
            providers.append(try ProviderSettings(name, settings: settings))
        }
        self.init(publicURL: publicURL, returnOrigins: Set(origins.origins), providers: providers)
    }

    init(publicURL: WebURL, returnOrigins: Set<String> = [], providers: [ProviderSettings]) {
        self.publicURL = publicURL
        self.returnOrigins = returnOrigins
        self.providers = providers
    }

    /// Where a provider sends the browser back to.
    func redirectURL(of provider: String) -> String {
        publicURL.appending("auth/\(provider)/callback")
    }
}
