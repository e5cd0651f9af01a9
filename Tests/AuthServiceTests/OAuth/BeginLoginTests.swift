import AuthAPI
import Foundation
import GRPCCore
import OAuthIssuer
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// BeginLogin and ListProviders.
struct BeginLoginTests {
    @Test func `given providers, when they are listed, then they are in the order of the settings`() async throws {
        try await OAuthFixture.with { flow in
            let providers = try await flow.fixture.call(as: nil) {
                try await $0.listProviders(request: .init(), context: $1).providers
            }
            #expect(providers.map(\.name) == ["acme", "globex", "github"])
            #expect(providers.map(\.title) == ["Acme", "Globex", "GitHub"])
        }
    }

    @Test func `given a sign-in that begins, when its URL is read, then it has all that the flow needs and no secret`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let begun = try await flow.begin()
            let items = try #require(URLComponents(string: begun.authorizationURL)?.queryItems)
            let query = Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
            #expect(query.count == items.count)
            #expect(query["response_type"] == "code")
            #expect(query["client_id"] == OAuthIssuer.clientID)
            #expect(query["redirect_uri"] == "https://cairn.example.com/auth/acme/callback")
            #expect(query["scope"] == "openid email profile")
            #expect(query["code_challenge_method"] == "S256")
            let secrets = AttemptSecrets(browser: try #require(Secret(base64URL: begun.browserSecret)))
            #expect(query["code_challenge"] == secrets.codeChallenge)
            #expect(query["nonce"] == secrets.nonce)
            for secret in [begun.browserSecret, secrets.codeVerifier, OAuthIssuer.clientSecret] {
                #expect(!begun.authorizationURL.contains(secret))
            }
            #expect(begun.expireTime == flow.fixture.clock.now.addingTimeInterval(600).timestamp)
            #expect(try await flow.begin().authorizationURL != begun.authorizationURL)
        }
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "\\evil.example", "https://evil.example/",
        "https://app.example.com.evil.example/",
        "https://app.example.com@evil.example/", "https:evil.example", "javascript:alert(1)", "/\t/evil.example",
        "/a\r\nSet-Cookie: x=y", "entities", "http://app.example.com/", "https://app.example.com:8443/", "/é",
        "/" + String(repeating: "x", count: 2048), " /entities", "https://cairn.example.com\\@evil.example",
    ])
    func `given a place that is not allowed, when a sign-in shall end there, then it does not begin`(place: String)
        async throws
    {
        try await OAuthFixture.with { flow in
            let error = try await failure { try await flow.begin { $0.returnTo = place } }
            #expect(error.code == .invalidArgument)
            #expect(error.message.hasPrefix("return_to: "))
        }
    }

    @Test(arguments: [
        ("", "/"), ("/", "/"), ("/entities?x=//y#z", "/entities?x=//y#z"),
        ("https://app.example.com/a?b", "https://app.example.com/a?b"),
        ("https://CAIRN.example.com:443/a", "https://CAIRN.example.com:443/a"),
    ])
    func `given a place that is allowed, when a sign-in ends, then the user gets there`(place: String, reached: String)
        async throws
    {
        try await OAuthFixture.with { flow in
            let begun = try await flow.begin { $0.returnTo = place }
            #expect(try await flow.complete(flow.visit(begun)).returnTo == reached)
        }
    }

    @Test func `given an unknown provider, when a sign-in is to begin or end, then it is not found`() async throws {
        try await OAuthFixture.with { (flow) async throws in
            #expect(try await failure { try await flow.begin("evil") }.code == .notFound)
            #expect(try await failure { try await flow.complete(.with { $0.provider = "evil" }) }.code == .notFound)
        }
    }

    @Test(arguments: ["none", "token"])
    func `given no session, when linking is to begin, then it does not`(who: String) async throws {
        try await OAuthFixture.with { flow in
            let session = try await flow.fixture.register().token
            let token = who == "none" ? nil : try await flow.fixture.makeToken(as: session).secret
            let error = try await failure { try await flow.begin(as: token) { $0.link = true } }
            #expect(error.code == (who == "none" ? .unauthenticated : .permissionDenied))
        }
    }

    /// What an issuer can say of itself that must not be believed.
    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: RPCError.Code
        let change: @Sendable (inout [String: Any]) -> Void

        init(
            _ description: String, _ code: RPCError.Code = .failedPrecondition,
            change: @escaping @Sendable (inout [String: Any]) -> Void
        ) {
            testDescription = description
            self.code = code
            self.change = change
        }
    }

    @Test(arguments: [
        Lie("another issuer's name", .internalError) { $0["issuer"] = "https://accounts.google.com" },
        Lie("its own name with a slash", .internalError) { $0["issuer"] = "\($0["issuer"] ?? "")/" },
        Lie("no token endpoint") { $0["token_endpoint"] = nil },
        Lie("a token endpoint without encryption") { $0["token_endpoint"] = "http://example.com/token" },
        Lie("an authorization endpoint that is a script") { $0["authorization_endpoint"] = "javascript:alert(1)" },
    ])
    func `given discovery that can't be right, when a sign-in is to begin, then it does not`(_ lie: Lie) async throws {
        try await OAuthFixture.with { (flow) async throws in
            flow.issuer.change { $0.changeMetadata = lie.change }
            #expect(try await failure { try await flow.begin() }.code == lie.code)
        }
    }

    @Test func `given an issuer that is away, when it is back, then sign-ins begin again after a moment`() async throws
    {
        try await OAuthFixture.with { flow in
            flow.issuer.change { $0.outage = 500 }
            #expect(try await failure { try await flow.begin() }.code == .failedPrecondition)
            flow.issuer.change { $0.outage = nil }
            #expect(try await failure { try await flow.begin() }.code == .failedPrecondition)
            flow.fixture.clock.advance(by: 2)
            try await flow.signIn()
        }
    }
}
