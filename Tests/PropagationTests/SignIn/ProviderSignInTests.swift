import OAuthIssuer
import TestSupport
import Testing

/// Signing in by a provider, from the first click to the session: browser, gateway, auth, and a provider in a process of
/// its own.
@Suite struct ProviderSignInTests {
    @Test(arguments: ["acme", "github"])
    func `given somebody new, when they sign in by a provider, then they are where they wanted to be, with a session`(
        provider: String
    ) async throws {
        let shared = try await SignInStack.shared
        let browser = shared.browser()
        let person = IssuerChange.somebody()

        let end = try await browser.signIn(person, at: provider, returnTo: "/#/sessions")

        #expect(end.status == 303)
        #expect(end.location == "/#/sessions", "nothing is added to the address")
        #expect(try await browser.signedInAs() == person.email)
        #expect(browser.secret == nil, "what belongs to the sign-in is gone")
        let sessions = try await browser.open("/sessions")
        #expect(sessions.body.contains("\"provider\":\"\(provider)\""))

        let another = shared.browser()
        try await another.signIn(person, at: provider)
        #expect(try await another.signedInAs() == person.email)
        #expect(another.session != browser.session)
    }

    @Test(arguments: [
        (nil, "/"), ("", "/"), ("/entities?page=2", "/entities?page=2"), ("/?a=b#/sessions", "/?a=b#/sessions"),
        ("https://cairn.example.com/a", "https://cairn.example.com/a"),
    ])
    func `given a place of our site, when a sign-in ends, then the browser is sent there`(
        place: String?, reached: String
    )
        async throws
    {
        let browser = try await SignInStack.shared.browser()
        #expect(try await browser.signIn(.somebody(), returnTo: place).location == reached)
    }

    @Test(arguments: [
        "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)",
        "https://cairn.example.com.evil.example/", "http://cairn.example.com/", "entities",
    ])
    func `given a place elsewhere, when a sign-in is to end there, then it does not begin`(place: String) async throws {
        let browser = try await SignInStack.shared.browser()
        let begun = try await browser.begin("acme", returnTo: place)
        #expect(begun.status == 400)
        #expect(begun["content-type"] == ["application/problem+json"])
        #expect(try begun.field("detail").contains("return_to"))
        #expect(begun.setCookies.isEmpty)
        #expect(begun.location == nil)
    }

    @Test func `given a sign-in, when it begins and ends, then each cookie has the flags that keep it`() async throws {
        let browser = try await SignInStack.shared.browser()
        let begun = try await browser.begin("acme")
        let secret = try #require(browser.secret)
        let cookie = try #require(begun.setCookies.first)
        #expect(begun.setCookies.count == 1)
        #expect(secret.utf8.count == 43)
        #expect(cookie.hasPrefix("__Host-signin=\(secret); Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age="))
        let age = try #require(cookie.split(separator: "=").last.flatMap { Int($0) })
        #expect((1...600).contains(age))
        #expect(begun["cache-control"] == ["no-store"])

        let end = try await browser.open(browser.visitProvider(begun, .somebody()), from: .otherSite)
        let session = try #require(browser.session)
        #expect(end.setCookies.count == 2)
        #expect(
            end.setCookies.contains {
                $0.hasPrefix("__Host-session=\(session); Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=")
            })
        #expect(end.setCookies.contains("__Host-signin=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"))
        #expect(end["cache-control"] == ["no-store"])
        #expect(end.body.isEmpty)
    }

    @Test func `given a gateway on plain HTTP, when a sign-in begins, then its cookie goes to the two routes only`()
        async throws
    {
        try await SignInStack.with(gateway: ["GATEWAY_COOKIE_SECURE": "false"]) { given in
            let browser = given.browser()
            let begun = try await browser.begin("acme")
            let cookie = try #require(begun.setCookies.first)
            #expect(cookie.hasPrefix("signin="))
            #expect(cookie.contains("; Path=/auth; HttpOnly; SameSite=Lax; Max-Age="))
            try await browser.open(browser.visitProvider(begun, .somebody()), from: .otherSite)
            #expect(browser.cookies["session"] != nil)
        }
    }

    @Test func `given an existing session, when its browser signs in as somebody else, then it is over`() async throws {
        let shared = try await SignInStack.shared
        let browser = shared.browser()
        let (first, second) = (IssuerChange.somebody(), IssuerChange.somebody())
        try await browser.signIn(first)
        let before = browser.cookies
        try await browser.signIn(second)

        #expect(try await browser.signedInAs() == second.email)
        #expect(browser.session != before["__Host-session"])
        let thief = shared.browser()
        thief.cookies = before
        #expect(try await thief.signedInAs() == nil)
    }

    @Test(arguments: [true, false])
    func `given sessions that are believed for an hour, when one is replaced, then it is not believed a moment longer`(
        isLinking: Bool
    ) async throws {
        try await SignInStack.with(gateway: ["GATEWAY_SESSION_CACHE": "1h"]) { given in
            let browser = given.browser()
            let person = IssuerChange.somebody()
            try await browser.signIn(person, at: "github")
            #expect(try await browser.signedInAs() == person.email)
            let thief = given.browser()
            thief.cookies = browser.cookies

            try await browser.signIn(.somebody(), link: isLinking)

            #expect(try await thief.signedInAs() == nil)
            #expect((try await browser.signedInAs() == person.email) == isLinking)
        }
    }

    @Test
    func `given a session that somebody planted, when its browser signs in, then the planted one is worth nothing`()
        async throws
    {
        let shared = try await SignInStack.shared
        let attacker = shared.browser()
        try await attacker.signIn(.somebody())
        let victim = shared.browser()
        victim.cookies = attacker.cookies
        let person = IssuerChange.somebody()

        try await victim.signIn(person)

        #expect(try await victim.signedInAs() == person.email)
        #expect(victim.session != attacker.session)
        #expect(try await attacker.signedInAs() == nil)
    }

    @Test(arguments: ["/auth/nobody/login", "/auth/nobody/callback?state=a&code=b", "/auth/%20/login"])
    func `given an unknown provider, when a browser goes there, then there is nothing`(path: String) async throws {
        let visit = try await SignInStack.shared.browser().open(path)
        #expect(visit.status == 404)
        #expect(visit["content-type"] == ["application/problem+json"])
        #expect(visit.setCookies.isEmpty)
    }

    @Test(arguments: ["HEAD", "POST", "PUT", "DELETE"], ["/auth/acme/login", "/auth/acme/callback"])
    func `given another method than GET, when it is used, then nothing begins or ends`(method: String, path: String)
        async throws
    {
        let visit = try await SignInStack.shared.browser().open(path, method: method)
        #expect(visit.status == 405)
        #expect(visit["allow"] == ["GET"])
        #expect(visit.setCookies.isEmpty)
    }

    @Test(arguments: ["return_to=/&return_to=/a", "link=yes", "return_to=%zz", "return_to=/a%0d%0aSet-Cookie:a=b"])
    func `given parameters that can't be, when a sign-in is to begin, then it does not`(query: String) async throws {
        let visit = try await SignInStack.shared.browser().open("/auth/acme/login?\(query)")
        #expect(visit.status == 400)
        #expect(visit.setCookies.isEmpty)
    }
}
