import OAuthIssuer
import TestSupport
import Testing

/// What the app is told when a sign-in by a provider does not end well.
@Suite struct ProviderFailureTests {
    /// Something wrong at the provider.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: String
        let change: @Sendable (inout IssuerChange) -> Void

        init(_ description: String, _ error: String, change: @escaping @Sendable (inout IssuerChange) -> Void) {
            testDescription = description
            self.error = error
            self.change = change
        }
    }

    static let faults = [
        Fault("a person who declines", "access_denied") { $0.authorizationError = "access_denied" },
        Fault("a provider that can't now", "provider_unavailable") {
            $0.authorizationError = "temporarily_unavailable"
        },
        Fault("a provider that refuses", "provider_refused") { $0.authorizationError = "invalid_scope" },
        Fault("an error that is none", "provider_refused") { $0.authorizationError = "<script>" },
        Fault("a provider that fails", "provider_unavailable") { $0.outage = 500 },
        Fault("a provider that is overloaded", "provider_unavailable") { $0.outage = 503 },
        Fault("a provider that does not know us", "provider_misconfigured") { $0.tokenError = "invalid_client" },
        Fault("a provider that does not know the code", "sign_in_failed") { $0.tokenError = "invalid_grant" },
        Fault("another sign-in's nonce", "sign_in_failed") { $0.claims["nonce"] = "another" },
        Fault("another issuer's token", "sign_in_failed") { $0.claims["iss"] = "https://evil.example" },
        Fault("another client's token", "sign_in_failed") { $0.claims["aud"] = "another" },
        Fault("a token that has expired", "sign_in_failed") { $0.times["exp"] = -120 },
        Fault("a token of yesterday", "sign_in_failed") { $0.times["iat"] = -86_400 },
        Fault("a key that is not published", "sign_in_failed") { $0.signsWithUnknownKey = true },
        Fault("another issuer's answer", "sign_in_failed") { $0.answerIssuer = "https://evil.example" },
        Fault("userinfo of somebody else", "sign_in_failed") { $0.userInfoSubject = "another" },
        Fault("an address that is not verified", "email_not_verified") { $0.isEmailVerified = false },
        Fault("no address", "email_not_verified") { $0.email = "" },
    ]

    @Test(arguments: faults)
    func `given something wrong at the provider, when the browser is back, then the app is told what, and nobody is in`(
        _ fault: Fault
    ) async throws {
        let browser = try await SignInStack.shared.browser()

        let end = try await browser.signIn(.somebody(fault.change), returnTo: "/?a=b#/sessions")

        #expect(end.status == 303)
        #expect(end.location == "/?a=b&error=\(fault.error)&provider=acme#/sessions")
        #expect(end["cache-control"] == ["no-store"])
        #expect(browser.cookies.cookies.isEmpty, "it is over")
        #expect(try await browser.signedInAs() == nil)
        // Another one begins as if nothing had been.
        try await browser.signIn(.somebody())
        #expect(browser.session != nil)
    }

    @Test func `given somebody signed in, when a sign-in fails, then their session goes on`() async throws {
        let browser = try await SignInStack.shared.browser()
        let person = IssuerChange.somebody()
        try await browser.signIn(person)
        let session = browser.session
        let end = try await browser.signIn(.somebody { $0.authorizationError = "access_denied" })
        #expect(end.location == "/?error=access_denied&provider=acme")
        #expect(browser.session == session)
        #expect(try await browser.signedInAs() == person.email)
    }

    @Test func `given a provider that is away, when a sign-in is to begin, then the app is told`() async throws {
        let browser = try await SignInStack.shared.browser()
        let begun = try await browser.begin("away", returnTo: "/#/sign-in")
        #expect(begun.status == 303)
        #expect(begun.location == "/?error=provider_unavailable&provider=away#/sign-in")
        #expect(browser.secret == nil)
    }

    @Test func `given a provider that fails from the start, when a sign-in is to begin, then the app is told`()
        async throws
    {
        let shared = try await SignInStack.shared
        try await shared.issuer.change("leaving") { $0.outage = 500 }
        let begun = try await shared.browser().begin("leaving")
        #expect(begun.location == "/?error=provider_unavailable&provider=leaving")
    }

    @Test func `given an address with an account, when somebody signs in with it, then the app is told to link`()
        async throws
    {
        let shared = try await SignInStack.shared
        let person = IssuerChange.somebody()
        try await shared.browser().register(email: #require(person.email))
        let browser = shared.browser()
        #expect(try await browser.signIn(person).location == "/?error=account_exists&provider=acme")
        #expect(browser.session == nil)
    }
}
