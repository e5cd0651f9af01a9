import OAuthIssuer
import TestSupport
import Testing

/// Adding a provider to the account of whoever is signed in.
@Suite struct ProviderLinkTests {
    @Test func `given an account with a password, when a provider is linked, then both open it, by a new session`()
        async throws
    {
        let shared = try await SignInStack.shared
        let browser = shared.browser()
        let person = IssuerChange.somebody()
        let email = try #require(person.email)
        try await browser.register(email: email)
        let before = browser.cookies

        let end = try await browser.signIn(person, returnTo: "/#/account", link: true)

        #expect(end.location == "/#/account")
        #expect(try await browser.signedInAs() == email)
        #expect(try await browser.open("/identities").body.contains("\"provider\":\"acme\""))
        #expect(browser.session != before["__Host-session"])
        let thief = shared.browser()
        thief.cookies = before
        #expect(try await thief.signedInAs() == nil, "the token from before is worth nothing")
        let another = shared.browser()
        try await another.signIn(person)
        #expect(try await another.signedInAs() == email)
    }

    @Test func `given an identity of somebody else, when it is linked, then the app is told whose it is`() async throws
    {
        let shared = try await SignInStack.shared
        let person = IssuerChange.somebody()
        try await shared.browser().signIn(person)
        let browser = shared.browser()
        let other = IssuerChange.somebody()
        try await browser.signIn(other, at: "github")

        let end = try await browser.signIn(person, returnTo: "/#/account", link: true)

        #expect(end.location == "/?error=identity_taken&provider=acme#/account")
        #expect(try await browser.signedInAs() == other.email, "the session goes on")
    }

    @Test func `given another identity of the provider, when one more is linked, then the app is told to unlink`()
        async throws
    {
        let browser = try await SignInStack.shared.browser()
        let person = IssuerChange.somebody()
        try await browser.signIn(person)
        let end = try await browser.signIn(.somebody(), returnTo: "/#/account", link: true)
        #expect(end.location == "/?error=already_linked&provider=acme#/account")
        #expect(try await browser.signedInAs() == person.email)
    }

    @Test(arguments: [true, false])
    func `given nobody signed in, when linking is to begin, then the app is told to sign in`(isOver: Bool) async throws
    {
        let browser = try await SignInStack.shared.browser()
        if isOver { browser.cookies["__Host-session"] = "0b9f1c52-7a0e-4d39-8a26-2f3a5f0f0a11.over" }
        let begun = try await browser.begin("acme", returnTo: "/#/account", link: true)
        #expect(begun.location == "/?error=sign_in_required&provider=acme#/account")
        #expect(browser.secret == nil)
    }

    /// What happens to the session while the person is at the provider.
    enum Meanwhile: CaseIterable { case signedOut, somebodyElse, anotherSession }

    @Test(arguments: Meanwhile.allCases)
    func `given linking that has begun, when it ends in another session, then nothing is linked`(_ meanwhile: Meanwhile)
        async throws
    {
        let shared = try await SignInStack.shared
        let browser = shared.browser()
        let person = IssuerChange.somebody()
        try await browser.signIn(person, at: "github")
        let linked = IssuerChange.somebody()
        let begun = try await browser.begin("acme", returnTo: "/#/account", link: true)
        let target = try await browser.visitProvider(begun, linked)
        let other = shared.browser()
        switch meanwhile {
        case .signedOut: break
        case .somebodyElse: try await other.signIn(.somebody(), at: "github")
        case .anotherSession: try await other.signIn(person, at: "github")
        }
        browser.cookies["__Host-session"] = other.session

        let end = try await browser.open(target, from: .otherSite)

        #expect(end.location == "/?error=sign_in_required&provider=acme#/account")
        // The identity is still free.
        try await shared.browser().signIn(linked)
        if meanwhile != .signedOut { #expect(try await browser.signedInAs() != nil) }
    }

    @Test(arguments: [
        (Browser.Initiator.otherSite, nil, 403), (.sibling, nil, 403), (nil, nil, 403),
        (nil, "https://evil.example/", 403), (nil, "https://cairn.example.com.evil.example/", 403),
        (nil, "not a page", 403), (.ourPage, nil, 303), (.person, nil, 303),
        (nil, "https://cairn.example.com/?a=b", 303), (.otherSite, "https://cairn.example.com/", 403),
    ])
    func `given a page, when it sends a signed-in browser to link a provider, then only from our site that begins`(
        initiator: Browser.Initiator?, referrer: String?, status: UInt
    ) async throws {
        let browser = try await SignInStack.shared.browser()
        try await browser.signIn(.somebody())
        let begun = try await browser.open(
            "/auth/globex/login?link=true", from: initiator, headers: referrer.map { [("referer", $0)] } ?? [])
        #expect(begun.status == status)
        #expect((browser.secret != nil) == (status == 303))
    }
}
