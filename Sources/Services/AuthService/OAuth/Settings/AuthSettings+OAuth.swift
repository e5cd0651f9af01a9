public import ServiceKit

extension AuthSettings {
    /// `PUBLIC_URL`
    public static let publicURL = Setting<WebURL>(
        "PUBLIC_URL", "Where the gateway is reached from outside; providers send browsers back there",
        expected: "an https URL, or an http URL of this machine", default: WebURL("http://localhost:3000")
    ) { WebURL($0) }

    /// `OAUTH_PROVIDERS`
    public static let providers = Setting<ProviderNames>(
        "OAUTH_PROVIDERS", "By whom one can sign in", expected: "names such as github,google,acme", default: .empty
    ) { ProviderNames($0) }

    /// `OAUTH_RETURN_ORIGINS`
    public static let returnOrigins = Setting<OriginList>(
        "OAUTH_RETURN_ORIGINS", "Other sites than PUBLIC_URL that a sign-in may end at",
        expected: "origins such as https://app.example.com, separated by commas", default: .empty
    ) { OriginList($0) }

    /// What can be set for each provider, for `--help`.
    public static let providerHelp = """
          OAUTH_<NAME>_CLIENT_ID, OAUTH_<NAME>_CLIENT_SECRET
              What the provider knows us by; without a secret we are a public client
          OAUTH_<NAME>_ISSUER
              Where OpenID Connect's discovery begins: an https URL (default for google: https://accounts.google.com)
          OAUTH_<NAME>_SCOPES
              What is asked for (default: openid email profile; for github: read:user user:email)
          OAUTH_<NAME>_TITLE
              The provider's name for people (default: the name)
          OAUTH_<NAME>_TRUST_EMAIL
              Whether addresses that it has verified may open accounts made elsewhere (default: true for github and
              google, else false)
          OAUTH_GITHUB_URL, OAUTH_GITHUB_API_URL
              For GitHub Enterprise (default: https://github.com, https://api.github.com)
          Register PUBLIC_URL/auth/<name>/callback with the provider.
        """
}
