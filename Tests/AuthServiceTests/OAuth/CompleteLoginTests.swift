import AuthAPI
import Crypto
import Foundation
import GRPCCore
import OAuthIssuer
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

struct CompleteLoginTests {
    @Test(arguments: ["acme", "github"])
    func `given somebody new, when they sign in by a provider, then they have an account, and the same the next time`(
        provider: String
    ) async throws {
        try await OAuthFixture.with { flow in
            let begun = try await flow.begin(provider) { $0.returnTo = "/entities?page=2#top" }
            let first = try await flow.complete(flow.visit(begun, provider: provider))

            #expect(first.created)
            #expect(!first.linked)
            #expect(first.returnTo == "/entities?page=2#top")
            #expect(first.user.email == "ada@example.com")
            #expect(first.user.name == "Ada Lovelace")
            #expect(try await flow.fixture.validate(first.token).user == first.user)

            flow.issuer.change {
                $0.email = "ada@elsewhere.example"
                $0.isEmailVerified = false
            }
            let second = try await flow.signIn(provider)
            #expect(!second.created)
            #expect(second.user == first.user)
            #expect(second.token != first.token)
            #expect(second.returnTo == "/")
            let sessions = try await flow.fixture.call(as: second.token) {
                try await $0.listSessions(request: .init(), context: $1).sessions
            }
            #expect(sessions.map(\.provider) == [provider, provider])
        }
    }

    @Test func `given an issuer that signs by RSA and names several audiences, when somebody signs in, then they do`()
        async throws
    {
        try await OAuthFixture.with { (flow) async throws in
            flow.issuer.change {
                $0.signingKey = ("rsa", OAuthFixture.rsaKey)
                $0.changeToken = { _, claims in
                    claims["aud"] = [OAuthIssuer.clientID, "another"]
                    claims["azp"] = OAuthIssuer.clientID
                    claims["email_verified"] = "true"
                }
            }
            #expect(try await flow.signIn().created)
        }
    }

    @Test
    func `given an issuer that tells the address only at its userinfo endpoint, when somebody signs in, then they do`()
        async throws
    {
        try await OAuthFixture.with { (flow) async throws in
            flow.issuer.change { $0.userInfoSubject = $0.subject }
            #expect(try await flow.signIn().user.email == "ada@example.com")
        }
    }

    @Test
    func `given a user without a name, when they sign up, then they are called by the first part of their address`()
        async throws
    {
        try await OAuthFixture.with { (flow) async throws in
            flow.issuer.change { $0.name = "\u{7}\n " }
            #expect(try await flow.signIn().user.name == "ada")
        }
    }

    /// What an issuer, or somebody between, can do wrong.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: RPCError.Code
        let words: String
        let change: @Sendable (inout IssuerBehaviour) -> Void

        init(
            _ description: String, _ words: String, _ code: RPCError.Code = .unauthenticated,
            change: @escaping @Sendable (inout IssuerBehaviour) -> Void
        ) {
            testDescription = description
            self.code = code
            self.words = words
            self.change = change
        }

        /// A fault in the token's claims.
        init(claims description: String, _ words: String, change: @escaping @Sendable (inout [String: Any]) -> Void) {
            self.init(description, words) { $0.changeToken = { _, claims in change(&claims) } }
        }

        static let all = [
            Fault(claims: "another issuer", "another issuer's") { $0["iss"] = "https://evil.example" },
            Fault(claims: "no issuer", "another issuer's") { $0["iss"] = nil },
            Fault(claims: "another audience", "for another client") { $0["aud"] = "another" },
            Fault(claims: "no audience", "for another client") { $0["aud"] = nil },
            Fault(claims: "several audiences without a party", "issued to another client") {
                $0["aud"] = [OAuthIssuer.clientID, "another"]
            },
            Fault(claims: "another party", "issued to another client") { $0["azp"] = "another" },
            Fault(claims: "expired", "has expired") { $0["exp"] = 1_800_000_000 - 61 },
            Fault(claims: "no end", "has expired") { $0["exp"] = nil },
            Fault(claims: "issued long ago", "issued just now") { $0["iat"] = 1_800_000_000 - 700 },
            Fault(claims: "issued in the future", "issued just now") { $0["iat"] = 1_800_000_000 + 61 },
            Fault(claims: "no time of issue", "issued just now") { $0["iat"] = nil },
            Fault(claims: "another nonce", "another sign-in") { $0["nonce"] = Secret.random().base64URL },
            Fault(claims: "no nonce", "another sign-in") { $0["nonce"] = nil },
            Fault(claims: "no subject", "whose it is") { $0["sub"] = nil },
            Fault(claims: "a subject longer than allowed", "whose it is") {
                $0["sub"] = String(repeating: "x", count: 256)
            },
            Fault(claims: "claims of other types", "malformed") { $0["exp"] = "tomorrow" },
            Fault("a changed claim under the old signature", "signature is wrong") { behaviour in
                behaviour.forge = { token in
                    var parts = token.split(separator: ".").map(String.init)
                    parts[1] = Base64.encode(Array(#"{"sub":"root"}"#.utf8), alphabet: .urlSafe)
                    return parts.joined(separator: ".")
                }
            },
            Fault("another key under a known name", "signature is wrong") {
                $0.signingKey = ("first", .es256(P256.Signing.PrivateKey()))
            },
            Fault("no signature", "not accepted") { $0.changeToken = { header, _ in header["alg"] = "none" } },
            Fault("a signature with the public key as a secret", "not accepted") {
                $0.changeToken = { header, _ in header["alg"] = "HS256" }
            },
            Fault("an algorithm that is not the key's", "unknown key") {
                $0.changeToken = { header, _ in header["alg"] = "ES384" }
            },
            Fault("a header that must be understood", "not accepted") {
                $0.changeToken = { header, _ in header["crit"] = ["b64"] }
            },
            Fault("an unknown key", "unknown key") { $0.signingKey = ("second", .es256(P256.Signing.PrivateKey())) },
            Fault("a key of another kind", "unknown key") { $0.changeToken = { header, _ in header["kid"] = "hmac" } },
            Fault("no key named, where there are two", "unknown key") {
                $0.changeToken = { header, _ in header["kid"] = nil }
            },
            Fault("no token", "malformed") { $0.forge = { _ in "" } },
            Fault("a token of two parts", "malformed") { $0.forge = { String($0.prefix { $0 != "." }) + ".e30" } },
            Fault("another issuer in the browser's answer", "another issuer's") {
                $0.answerIssuer = "https://evil.example"
            },
            Fault("an unverified address", "has not verified", .failedPrecondition) { $0.isEmailVerified = false },
            Fault("no address", "has not verified", .failedPrecondition) { $0.email = nil },
            Fault("an address that is none", "has not verified", .failedPrecondition) { $0.email = "ada" },
            Fault("userinfo of somebody else", "whose it is") { $0.userInfoSubject = "another" },
            Fault("a code that the issuer does not know", "invalid_grant") { $0.tokenError = "invalid_grant" },
            Fault("a client that the issuer does not know", "invalid_client", .internalError) {
                $0.tokenError = "invalid_client"
            },
            Fault("a user who declines", "access_denied: ", .permissionDenied) {
                $0.authorizationError = "access_denied"
            },
            Fault("an issuer that can't now", "temporarily_unavailable: ", .failedPrecondition) {
                $0.authorizationError = "temporarily_unavailable"
            },
            Fault("an issuer that refuses", "invalid_scope: ", .failedPrecondition) {
                $0.authorizationError = "invalid_scope"
            },
            Fault("an error that is none", "invalid_error: ", .failedPrecondition) {
                $0.authorizationError = "<script>"
            },
            Fault("an outage", "does not answer", .failedPrecondition) { $0.outage = 503 },
            Fault("an answer longer than allowed", "does not answer", .failedPrecondition) { $0.padding = 300_000 },
        ]
    }

    @Test(arguments: Fault.all)
    func `given something wrong at the provider, when somebody signs in, then they don't, and learn why`(_ fault: Fault)
        async throws
    {
        try await OAuthFixture.with { flow in
            let begun = try await flow.begin { $0.returnTo = "/here" }
            flow.issuer.change(fault.change)
            let answer = try await flow.visit(begun)

            let error = try await failure { try await flow.complete(answer) }

            #expect(error.code == fault.code)
            #expect(error.message.contains(fault.words), "\(error.message)")
            #expect(Array(error.metadata[stringValues: "cairn-return-to"]) == ["/here"])
            #expect(flow.fixture.accounts.sessions.isEmpty)
            for secret in [answer.code, answer.state, begun.browserSecret] where !secret.isEmpty {
                #expect(!"\(error)".contains(secret))
            }
        }
    }

    @Test(arguments: [("access_denied", "access_denied"), ("<script>", "invalid_error")])
    func `given the provider's own error, when the browser brings it, then the answer has it for programs`(
        error: String, told: String
    ) async throws {
        try await OAuthFixture.with { flow in
            flow.issuer.change { $0.authorizationError = error }
            let failure = try await failure { try await flow.signIn() }
            #expect(Array(failure.metadata[stringValues: "cairn-oauth-error"]) == [told])
        }
    }

    /// What somebody can do wrong who is not the provider.
    struct Misuse: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Cairn_Auth_V1_CompleteLoginRequest) -> Void

        init(_ description: String, change: @escaping @Sendable (inout Cairn_Auth_V1_CompleteLoginRequest) -> Void) {
            testDescription = description
            self.change = change
        }

        static let all = [
            Misuse("another state") { $0.state = Secret.random().base64URL }, Misuse("no state") { $0.state = "" },
            Misuse("another browser") { $0.browserSecret = Secret.random().base64URL },
            Misuse("no browser's secret") { $0.browserSecret = "" },
            Misuse("another provider") { $0.provider = "globex" },
            Misuse("state and secret swapped") { request in
                (request.state, request.browserSecret) = (request.browserSecret, request.state)
            },
        ]
    }

    @Test(arguments: Misuse.all)
    func `given an answer that is not this browser's, when it is brought, then it is refused and the right one works`(
        _ misuse: Misuse
    ) async throws {
        try await OAuthFixture.with { flow in
            let answer = try await flow.visit(flow.begin())
            var changed = answer
            misuse.change(&changed)
            let error = try await failure { [changed] in try await flow.complete(changed) }
            #expect(error.code == .unauthenticated)
            #expect(error.message.contains("begin again"))
            #expect(try await flow.complete(answer).created)
        }
    }

    @Test func `given an answer, when it is brought twice, then the second time it is refused`() async throws {
        try await OAuthFixture.with { flow in
            let answer = try await flow.visit(flow.begin())
            try await flow.complete(answer)
            #expect(try await failure { try await flow.complete(answer) }.code == .unauthenticated)
            #expect(flow.fixture.accounts.sessions.count == 1)
        }
    }

    @Test func `given ten minutes, when the browser comes back after them, then it is too late`() async throws {
        try await OAuthFixture.with { flow in
            let answer = try await flow.visit(flow.begin())
            flow.fixture.clock.advance(by: 600)
            #expect(try await failure { try await flow.complete(answer) }.code == .unauthenticated)
        }
    }

    @Test(arguments: [("no code", ""), ("a code longer than any", String(repeating: "x", count: 5000))])
    func `given no code, when the browser comes back, then that is said`(_: String, code: String) async throws {
        try await OAuthFixture.with { flow in
            var answer = try await flow.visit(flow.begin())
            answer.code = code
            let error = try await failure { [answer] in try await flow.complete(answer) }
            #expect(error.code == .unauthenticated)
            #expect(error.message.contains("no code"))
        }
    }

    @Test func `given a code of another sign-in, when it is brought, then the issuer does not take it`() async throws {
        try await OAuthFixture.with { flow in
            let stolen = try await flow.visit(flow.begin())
            var answer = try await flow.visit(flow.begin())
            answer.code = stolen.code
            let error = try await failure { [answer] in try await flow.complete(answer) }
            #expect(error.message.contains("invalid_grant"))
        }
    }

    @Test
    func `given a key that is new, when it signs, then the keys are fetched once more, but not at every token's word`()
        async throws
    {
        try await OAuthFixture.with { flow in
            try await flow.signIn()
            #expect(flow.issuer.record.keyFetches == 1)
            try await flow.signIn()
            #expect(flow.issuer.record.keyFetches == 1)

            let key = SigningKey.es256(P256.Signing.PrivateKey())
            flow.issuer.change {
                $0.keys = ["second": key]
                $0.signingKey = ("second", key)
            }
            try await flow.signIn()
            #expect(flow.issuer.record.keyFetches == 2)

            flow.issuer.change { $0.signingKey = ("third", key) }
            for _ in 0..<3 { _ = try await failure { try await flow.signIn() } }
            #expect(flow.issuer.record.keyFetches == 2)

            flow.fixture.clock.advance(by: 29)
            _ = try await failure { try await flow.signIn() }
            #expect(flow.issuer.record.keyFetches == 2)
            flow.fixture.clock.advance(by: 1)
            _ = try await failure { try await flow.signIn() }
            #expect(flow.issuer.record.keyFetches == 3)

            flow.issuer.change { $0.signingKey = ("second", key) }
            try await flow.signIn()
            #expect(flow.issuer.record.keyFetches == 3)
            flow.fixture.clock.advance(by: 3600)
            try await flow.signIn()
            #expect(flow.issuer.record.keyFetches == 4)
        }
    }
}
