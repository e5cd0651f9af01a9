import OAuthIssuer
import TestSupport
import Testing

/// What is secret in a sign-in by a provider stays out of telemetry, however the sign-in ends.
@Suite struct ProviderSecretsTests {
    @Test func `given sign-ins by providers, when all is stored, then nothing that opens anything is in spans or logs`()
        async throws
    {
        try await SignInStack.with { given in
            var secrets = [OAuthIssuer.clientSecret, "client%2Fsecret", "__Host-si"]
            for provider in ["acme", "github"] {
                let browser = given.browser()
                let person = IssuerChange.somebody()
                let begun = try await browser.begin(provider)
                let target = try await browser.visitProvider(begun, person)
                secrets.append(try #require(browser.secret))
                // One that is not the browser's, the right one, and that again.
                let stranger = given.browser()
                try await stranger.open(target, from: .otherSite)
                try await browser.open(target, from: .otherSite)
                try await browser.open(target, from: .otherSite)
                secrets.append(try #require(browser.session?.split(separator: ".").last.map(String.init)))
                for end in [
                    IssuerChange.somebody { $0.tokenError = "invalid_grant" }, .somebody { $0.outage = 500 },
                    .somebody { $0.claims["aud"] = "another" }, .somebody { $0.authorizationError = "access_denied" },
                ] {
                    try await browser.signIn(end, at: provider, link: true)
                }
                // What nobody sends who means well.
                let visit = try await browser.open(
                    "/auth/\(provider)/callback?state=query-secret-1&code=query-secret-2")
                let trace = try #require(visit["traceresponse"].first?.split(separator: "-")[1])
                _ = try await given.stack.trace(String(trace)) {
                    $0.spans.contains { $0.name.hasSuffix("/CompleteLogin") }
                }
                secrets += try await given.issuer.record(of: provider).secrets
            }
            secrets.append("query-secret")
            await given.stack.stop()

            #expect(secrets.count > 25)
            let stored = try given.stack.collectorData.text()
            #expect(stored.contains("CompleteLogin"), "what is stored can be searched as it is")
            let programs = [given.stack.gateway, given.stack.auth, given.stack.dummy, given.stack.collector]
            let logs = programs.flatMap(\.output).joined(separator: "\n")
            #expect(logs.contains("a sign-in by a provider failed"))
            #expect(logs.contains("/auth/{provider}/callback") || logs.contains("/auth/acme/callback"))
            for secret in secrets {
                #expect(!stored.contains(secret))
                #expect(!logs.contains(secret))
            }
        }
    }
}
