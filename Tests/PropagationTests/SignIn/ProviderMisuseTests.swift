import OAuthIssuer
import TestSupport
import Testing

/// What the browser brings back from a provider ends one sign-in: its own, once, and soon.
@Suite struct ProviderMisuseTests {
    /// What comes back is not what was begun.
    struct Misuse: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Changes the browser and the place that the provider has sent it to.
        let change: @Sendable (Browser, inout String) throws -> Void
        /// Which provider the app is told of.
        var provider = "acme"
    }

    static let misuses = [
        Misuse(testDescription: "another state") { _, target in
            target = try replaced("state", in: target) { String($0.reversed()) }
        },
        Misuse(testDescription: "no state") { _, target in target = try replaced("state", in: target) { _ in "" } },
        Misuse(testDescription: "another browser's cookie") { browser, _ in
            browser.cookies["__Host-signin"] = browser.secret.map { String($0.reversed()) }
        },
        Misuse(testDescription: "no cookie") { browser, _ in browser.cookies["__Host-signin"] = nil },
        Misuse(testDescription: "a cookie that is none") { browser, _ in
            browser.cookies["__Host-signin"] = String(repeating: "x", count: 5000)
        },
        Misuse(
            testDescription: "another provider's place",
            change: { _, target in target = target.replacing("/auth/acme/", with: "/auth/globex/") }, provider: "globex"
        ),
    ]

    private static func replaced(_ name: String, in target: String, _ change: (Substring) -> String) throws -> String {
        let start = try #require(target.firstRange(of: "\(name)=")).upperBound
        let end = target[start...].firstIndex(of: "&") ?? target.endIndex
        return target[..<start] + change(target[start..<end]) + target[end...]
    }

    @Test(arguments: misuses)
    func `given an answer that is not this browser's, when it is opened, then it ends nothing, and the right one does`(
        _ misuse: Misuse
    ) async throws {
        let browser = try await SignInStack.shared.browser()
        let target = try await browser.visitProvider(browser.begin("acme", returnTo: "/here"), .somebody())
        let cookies = browser.cookies
        var changed = target
        try misuse.change(browser, &changed)

        let end = try await browser.open(changed, from: .otherSite)

        #expect(end.status == 303)
        #expect(end.location == "/?error=sign_in_expired&provider=\(misuse.provider)")
        #expect(end.setCookies.isEmpty, "another sign-in may still be on its way")
        browser.cookies = cookies
        #expect(try await browser.open(target, from: .otherSite).location == "/here")
        #expect(browser.session != nil)
    }

    @Test
    func `given somebody's answer, when they make another browser open it, then that one is not signed in as them`()
        async throws
    {
        let shared = try await SignInStack.shared
        let attacker = shared.browser()
        let target = try await attacker.visitProvider(attacker.begin("acme"), .somebody())
        let victim = shared.browser()
        // Even one that has begun a sign-in itself.
        _ = try await victim.begin("acme")
        let end = try await victim.open(target, from: .otherSite)
        #expect(end.location == "/?error=sign_in_expired&provider=acme")
        #expect(victim.session == nil)
    }

    @Test func `given a sign-in that has ended, when it is ended once more, then it is not, and the session goes on`()
        async throws
    {
        let browser = try await SignInStack.shared.browser()
        let person = IssuerChange.somebody()
        let target = try await browser.visitProvider(browser.begin("acme"), person)
        let cookies = browser.cookies
        try await browser.open(target, from: .otherSite)
        let session = try #require(browser.session)

        #expect(try await browser.open(target).location == "/?error=sign_in_expired&provider=acme")
        let thief = try await SignInStack.shared.browser()
        thief.cookies = cookies
        #expect(try await thief.open(target).location == "/?error=sign_in_expired&provider=acme")
        #expect(thief.session == nil)
        #expect(browser.session == session)
        #expect(try await browser.signedInAs() == person.email)
    }

    @Test func `given a sign-in, when its end is asked for many times at once, then it ends once`() async throws {
        let shared = try await SignInStack.shared
        let browser = shared.browser()
        let target = try await browser.visitProvider(browser.begin("acme", returnTo: "/here"), .somebody())
        let cookies = browser.cookies
        let locations = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let tab = shared.browser()
                    tab.cookies = cookies
                    return try await tab.open(target, from: .otherSite).location
                }
            }
            return try await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(locations.count { $0 == "/here" } == 1)
        #expect(locations.count { $0 == "/?error=sign_in_expired&provider=acme" } == 7)
    }

    @Test func `given a code of another sign-in, when it is brought, then it opens nothing`() async throws {
        let shared = try await SignInStack.shared
        let victim = shared.browser()
        let stolen = try await victim.visitProvider(victim.begin("acme"), .somebody())
        let code = try #require(stolen.split(separator: "code=").last)
        let thief = shared.browser()
        let own = try await thief.visitProvider(thief.begin("acme"), .somebody())
        let end = try await thief.open(Self.replaced("code", in: own) { _ in String(code) }, from: .otherSite)
        #expect(end.location == "/?error=sign_in_failed&provider=acme")
        #expect(thief.session == nil)
    }

    @Test func `given a sign-in that took too long, when the browser is back, then it begins again`() async throws {
        let shared = try await SignInStack.shared
        let browser = shared.browser()
        let target = try await browser.visitProvider(browser.begin("acme", returnTo: "/late-one"), .somebody())
        let changed = try await shared.database.run(
            """
            UPDATE auth.login_attempts SET expire_time = now() - interval '1 second'
            WHERE return_path = '/late-one' RETURNING 1
            """)
        #expect(changed == "1")
        #expect(
            try await browser.open(target, from: .otherSite).location == "/?error=sign_in_expired&provider=acme")
        #expect(browser.session == nil)
    }
}
