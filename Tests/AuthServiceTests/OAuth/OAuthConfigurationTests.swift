import ServiceKit
import Testing

@testable import AuthService

struct OAuthConfigurationTests {
    private let acme = [
        "OAUTH_PROVIDERS": "acme", "OAUTH_ACME_ISSUER": "https://id.example.com", "OAUTH_ACME_CLIENT_ID": "cairn",
    ]

    @Test func `given no settings, when they are read, then there is no provider`() throws {
        let configuration = try OAuthConfiguration(settings: Settings(environment: [:]))
        #expect(configuration.providers.isEmpty)
        #expect(configuration.publicURL.text == "http://localhost:3000")
    }

    @Test func `given Google and GitHub, when little is set, then the rest is known`() throws {
        let configuration = try OAuthConfiguration(
            settings: Settings(environment: [
                "OAUTH_PROVIDERS": "google, github", "OAUTH_GOOGLE_CLIENT_ID": "a", "OAUTH_GITHUB_CLIENT_ID": "b",
                "OAUTH_GITHUB_CLIENT_SECRET": "c",
            ]))
        let (google, gitHub) = (configuration.providers[0], configuration.providers[1])
        guard case .openID(let issuer) = google.kind, case .gitHub(let site, let api) = gitHub.kind else {
            Issue.record("wrong kinds")
            return
        }
        #expect(issuer.text == "https://accounts.google.com")
        #expect(site.text == "https://github.com")
        #expect(api.text == "https://api.github.com")
        #expect(google.isTrustedWithEmail && gitHub.isTrustedWithEmail)
        #expect(google.clientSecret == nil)
        #expect(gitHub.scopes == "read:user user:email")
        #expect("\(gitHub)".contains("redacted") && !"\(gitHub)".contains("\"c\""))
        #expect(configuration.redirectURL(of: "google") == "http://localhost:3000/auth/google/callback")
    }

    @Test func `given another issuer, when nothing is said of addresses, then it is not trusted with them`() throws {
        let configuration = try OAuthConfiguration(settings: Settings(environment: acme))
        #expect(configuration.providers[0].isTrustedWithEmail == false)
        #expect(configuration.providers[0].title == "Acme")
    }

    @Test(arguments: [
        ("no issuer", ["OAUTH_ACME_ISSUER": ""], "OAUTH_ACME_ISSUER"),
        ("an issuer without encryption", ["OAUTH_ACME_ISSUER": "http://id.example.com"], "OAUTH_ACME_ISSUER"),
        ("no client id", ["OAUTH_ACME_CLIENT_ID": ""], "OAUTH_ACME_CLIENT_ID"),
        ("scopes without openid", ["OAUTH_ACME_SCOPES": "email"], "OAUTH_ACME_SCOPES"),
        ("a name in capitals", ["OAUTH_PROVIDERS": "Acme"], "OAUTH_PROVIDERS"),
        ("a name twice", ["OAUTH_PROVIDERS": "acme,acme"], "OAUTH_PROVIDERS"),
        ("a path as an origin", ["OAUTH_RETURN_ORIGINS": "https://app.example.com/a"], "OAUTH_RETURN_ORIGINS"),
        ("a public URL that is none", ["PUBLIC_URL": "cairn.example.com"], "PUBLIC_URL"),
        ("trust that is neither", ["OAUTH_ACME_TRUST_EMAIL": "maybe"], "OAUTH_ACME_TRUST_EMAIL"),
    ])
    func `given a setting that is wrong, when it is read, then the error names it`(
        _: String, changes: [String: String], name: String
    ) throws {
        let environment = acme.merging(changes) { $1 }
        let error = #expect(throws: SettingsError.self) {
            try OAuthConfiguration(settings: Settings(environment: environment))
        }
        #expect(error?.message.contains(name) == true)
    }

    @Test(arguments: [
        ("https://example.com/path?x=y", "https://example.com"), ("https://Example.com:443/", "https://example.com"),
        ("http://localhost:3000", "http://localhost:3000"), ("http://127.0.0.1:1/", "http://127.0.0.1:1"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ])
    func `given a URL for secrets, when it is read, then its origin is known`(text: String, origin: String) {
        #expect(WebURL(text)?.origin == origin)
    }

    @Test(arguments: [
        "", "example.com", "http://example.com", "https://", "https://user@example.com", "https://user:pw@example.com",
        "https://example.com/#x", "ftp://example.com", "https://exa mple.com", "https://example.com\n", "//example.com",
        "http://localhost.example.com", "http://127.0.0.1.example.com", "https://example.com/\\evil",
    ])
    func `given another text, when it is read, then it is no URL for secrets`(text: String) {
        #expect(WebURL(text) == nil)
    }
}
