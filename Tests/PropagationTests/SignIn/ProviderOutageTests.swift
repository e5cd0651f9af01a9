import OAuthIssuer
import TestSupport
import Testing

/// A provider's trouble is its own, and auth's trouble is told as such.
@Suite struct ProviderOutageTests {
    @Test
    func `given a provider that never answers, when many sign in by it, then each is told, and others notice nothing`()
        async throws
    {
        // So that nobody waits long; the provider gets four fifths of it.
        try await SignInStack.with(gateway: ["GATEWAY_REQUEST_TIMEOUT": "2s"]) { given in
            let other = given.browser()
            let person = IssuerChange.somebody()
            try await other.signIn(person)
            // More than a circuit waits for before it opens.
            let locations = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        try await given.browser().signIn(.somebody { $0.hangs = true }, returnTo: "/here").location
                    }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(locations == Array(repeating: "/here?error=provider_unavailable&provider=acme", count: 30))
            try await given.issuer.change("leaving") { $0.outage = 503 }
            for _ in 0..<30 {
                #expect(
                    try await given.browser().begin("leaving").location
                        == "/?error=provider_unavailable&provider=leaving")
            }

            #expect(try await other.signedInAs() == person.email)
            #expect(!given.stack.gateway.output.contains { $0.contains("circuit") })
            let ready = try await other.open("/readyz")
            #expect(ready.status == 200)
        }
    }

    @Test func `given a provider that never answers, when sign-ins begin, then each is told in time`() async throws {
        try await SignInStack.with(gateway: ["GATEWAY_REQUEST_TIMEOUT": "2s"]) { given in
            try await given.issuer.change("leaving") { $0.hangs = true }
            let locations = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<30 { group.addTask { try await given.browser().begin("leaving").location } }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(locations == Array(repeating: "/?error=provider_unavailable&provider=leaving", count: 30))
            #expect(!given.stack.gateway.output.contains { $0.contains("circuit") })
        }
    }

    @Test func `given an auth that is away, when a browser signs in, then that is a 503, and its session stays`()
        async throws
    {
        try await SignInStack.with { given in
            let browser = given.browser()
            try await browser.signIn(.somebody())
            let target = try await browser.visitProvider(browser.begin("acme"), .somebody())
            let cookies = browser.cookies
            given.stack.auth.kill()
            await given.stack.auth.waitForExit()

            for path in ["/auth/acme/login", target] {
                let visit = try await browser.open(path, from: .ourPage)
                #expect(visit.status == 503)
                #expect(visit["content-type"] == ["application/problem+json"])
                #expect(visit.setCookies.isEmpty)
            }
            #expect(browser.cookies.cookies == cookies.cookies)
        }
    }

    @Test func `given a limit on sign-ins, when one browser begins too many, then it is told when to come again`()
        async throws
    {
        try await SignInStack.with(gateway: ["GATEWAY_AUTH_RATE": "2/1h"]) { given in
            let browser = given.browser()
            for _ in 0..<2 { #expect(try await browser.begin("acme").status == 303) }
            let refused = try await browser.begin("acme")
            #expect(refused.status == 429)
            #expect(refused["retry-after"].count == 1)
            #expect(refused.setCookies.isEmpty)
        }
    }

    @Test
    func `given a provider that changes its keys, when many sign in, then all do, and unknown keys make it no work`()
        async throws
    {
        let shared = try await SignInStack.shared
        let issuer = shared.issuer
        try await shared.browser().signIn(.somebody(), at: "rotating")
        #expect(try await issuer.record(of: "rotating").keyFetches == 1)

        try await issuer.change("rotating") { $0.newKey = "second" }
        try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<8 {
                group.addTask { try await shared.browser().signIn(.somebody(), at: "rotating").location }
            }
            for try await location in group { #expect(location == "/") }
        }
        #expect(try await issuer.record(of: "rotating").keyFetches == 2)

        for _ in 0..<3 {
            let end = try await shared.browser().signIn(.somebody { $0.signsWithUnknownKey = true }, at: "rotating")
            #expect(end.location == "/?error=sign_in_failed&provider=rotating")
        }
        #expect(try await issuer.record(of: "rotating").keyFetches == 2)
        try await shared.browser().signIn(.somebody(), at: "rotating")
    }
}
