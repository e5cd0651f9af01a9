import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// CreateToken, ListTokens and RevokeToken, and what tokens open.
struct TokensTests {
    private static let day: TimeInterval = 86_400

    private func list(_ fixture: AuthFixture, as token: String) async throws
        -> [Cairn_Auth_V1_ApiToken]
    {
        try await fixture.call(as: token) { try await $0.listTokens(request: .init(), context: $1) }
            .tokens
    }

    private func revoke(_ fixture: AuthFixture, as token: String, id: String) async throws {
        _ = try await fixture.call(as: token) {
            try await $0.revokeToken(request: .with { $0.id = id }, context: $1)
        }
    }

    @Test func `given a session, when it makes a token, then the token opens what it is for, without a session`()
        async throws
    {
        let fixture = AuthFixture()
        let session = try await fixture.register()

        let made = try await fixture.makeToken(as: session.token) {
            $0.name = " Build \n"
            $0.scopes = ["entities:write", "entities:read", "entities:write"]
        }

        #expect(made.secret.wholeMatch(of: /cairn_[0-9a-f]{32}_[A-Za-z0-9_-]{43}/) != nil)
        #expect(made.token.name == "Build")
        #expect(made.token.scopes == ["entities:read", "entities:write"])
        #expect(made.token.createTime == fixture.clock.now.timestamp)
        #expect(made.token.expireTime == fixture.clock.now.addingTimeInterval(90 * Self.day).timestamp)
        #expect(!made.token.hasLastUseTime)
        let known = try await fixture.validate(made.secret)
        #expect(known.user == session.user)
        #expect(known.sessionID.isEmpty)
        #expect(known.tokenID == made.token.id)
        #expect(known.scopes == ["entities:read", "entities:write"])
        #expect(known.expireTime == made.token.expireTime)
    }

    @Test func `given tokens, when they are listed, then the newest is first and no secret is there`()
        async throws
    {
        let fixture = AuthFixture()
        let session = try await fixture.register().token
        let first = try await fixture.makeToken(as: session) { $0.name = "first" }
        fixture.clock.advance(by: 60)
        try await fixture.makeToken(as: session) { $0.name = "second" }
        try await fixture.validate(first.secret)

        let tokens = try await list(fixture, as: session)

        #expect(tokens.map(\.name) == ["second", "first"])
        #expect(!tokens[0].hasLastUseTime)
        #expect(tokens[1].lastUseTime == fixture.clock.now.timestamp)
        #expect(!tokens.description.contains(first.secret.suffix(43)))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var field: String
        var change: @Sendable (inout Cairn_Auth_V1_CreateTokenRequest) -> Void

        init(
            _ description: String, _ field: String,
            change: @escaping @Sendable (inout Cairn_Auth_V1_CreateTokenRequest) -> Void
        ) {
            testDescription = description
            self.field = field
            self.change = change
        }
    }

    @Test(arguments: [
        Refusal("no name", "name") { $0.name = " " },
        Refusal("a name of 101 characters", "name") { $0.name = String(repeating: "x", count: 101) },
        Refusal("a name with a control character", "name") { $0.name = "a\0b" },
        Refusal("no scopes", "scopes") { $0.scopes = [] },
        Refusal("an unknown scope", "scopes") { $0.scopes = ["account", "root"] },
        Refusal("all scopes", "scopes") { $0.scopes = ["*"] },
        Refusal("an end that is now", "expire_time") { $0.expireTime = .init(seconds: 1_800_000_000) },
        Refusal("an end in the past", "expire_time") { $0.expireTime = .init(seconds: .min) },
        Refusal("an end too late", "expire_time") {
            $0.expireTime = .init(seconds: 1_800_000_000 + 367 * 86_400)
        },
        Refusal("an end out of all bounds", "expire_time") { $0.expireTime = .init(seconds: .max) },
    ])
    func `given a field that is wrong, when a token is made, then the error names it`(
        _ refusal: Refusal
    ) async throws {
        let fixture = AuthFixture()
        let session = try await fixture.register().token
        let error = try await failure { try await fixture.makeToken(as: session, refusal.change) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(refusal.field): "))
        #expect(try await list(fixture, as: session).isEmpty)
    }

    @Test
    func `given as many tokens as are allowed, when one more is made, then that is refused until one has expired`()
        async throws
    {
        let fixture = AuthFixture()
        let session = try await fixture.register().token
        try await fixture.makeToken(as: session) {
            $0.expireTime = fixture.clock.now.addingTimeInterval(10).timestamp
        }
        for _ in 1..<100 { try await fixture.makeToken(as: session) }
        #expect(
            try await failure { try await fixture.makeToken(as: session) }.code == .resourceExhausted)
        fixture.clock.advance(by: 10)
        try await fixture.makeToken(as: session)
    }

    @Test(arguments: [(-1, true), (0, false), (1, false)] as [(TimeInterval, Bool)])
    func `given a token, when its time comes, then it opens nothing and is not listed any more`(
        offset: TimeInterval, alive: Bool
    ) async throws {
        let fixture = AuthFixture()
        let session = try await fixture.register().token
        let made = try await fixture.makeToken(as: session) {
            $0.expireTime = fixture.clock.now.addingTimeInterval(86_400).timestamp
        }
        fixture.clock.advance(by: Self.day + offset)
        #expect(try await list(fixture, as: session).count == (alive ? 1 : 0))
        if alive {
            try await fixture.validate(made.secret)
        } else {
            #expect(
                try await failure { try await fixture.validate(made.secret) }.code == .unauthenticated)
        }
    }

    @Test func `given a token, when it is revoked, then it opens nothing, and the others do`()
        async throws
    {
        let fixture = AuthFixture()
        let session = try await fixture.register().token
        let gone = try await fixture.makeToken(as: session)
        let kept = try await fixture.makeToken(as: session)

        try await revoke(fixture, as: session, id: gone.token.id)

        #expect(try await failure { try await fixture.validate(gone.secret) }.code == .unauthenticated)
        try await fixture.validate(kept.secret)
        #expect(
            try await failure { try await revoke(fixture, as: session, id: gone.token.id) }.code
                == .notFound)
    }

    @Test func `given somebody else's token, when it is to be revoked, then it is unknown and stays`()
        async throws
    {
        let fixture = AuthFixture()
        let session = try await fixture.register().token
        let other = try await fixture.register { $0.email = "bob@example.com" }.token
        let made = try await fixture.makeToken(as: other)
        #expect(
            try await failure { try await revoke(fixture, as: session, id: made.token.id) }.code
                == .notFound)
        #expect(
            try await failure { try await revoke(fixture, as: session, id: "x") }.code == .invalidArgument
        )
        try await fixture.validate(made.secret)
    }

    /// A way to make a text that is not our token out of one that is.
    struct TokenForgery: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let forge: @Sendable (String) -> String

        init(_ description: String, _ forge: @escaping @Sendable (String) -> String) {
            testDescription = description
            self.forge = forge
        }
    }

    @Test(arguments: [
        TokenForgery("the prefix alone") { _ in "cairn_" },
        TokenForgery("the id alone") { String($0.prefix(38)) },
        TokenForgery("another secret") { String($0.prefix(39)) + Secret.random().base64URL },
        TokenForgery("another id") { "cairn_" + String(repeating: "0", count: 32) + $0.dropFirst(38) },
        TokenForgery("the id in capitals") { "cairn_" + $0.dropFirst(6).prefix(32).uppercased() + $0.dropFirst(38) },
        TokenForgery("another prefix") { "Cairn_" + $0.dropFirst(6) },
        TokenForgery("a character more") { $0 + "A" },
        TokenForgery("a character less") { String($0.dropLast()) },
        TokenForgery("another separator") { $0.prefix(38) + "." + $0.suffix(43) },
        TokenForgery("no prefix") { String($0.dropFirst(6)) },
        TokenForgery("characters of several bytes") { _ in "cairn_" + String(repeating: "é", count: 38) },
    ])
    func `given a forged token, when it is shown, then it is refused and no use is recorded`(_ forgery: TokenForgery)
        async throws
    {
        let fixture = AuthFixture()
        let session = try await fixture.register().token
        let made = try await fixture.makeToken(as: session)
        #expect(try await failure { try await fixture.validate(forgery.forge(made.secret)) }.code == .unauthenticated)
        #expect(try await list(fixture, as: session).first?.hasLastUseTime == false)
    }

    @Test func `given a token, when it is printed in any way, then its secret does not show`() {
        let token = APITokenSecret(tokenID: UUID(), secret: .random())
        var dumped = ""
        dump(token, to: &dumped)
        for text in ["\(token)", String(reflecting: token), dumped] {
            #expect(!text.contains(token.secret.base64URL))
        }
    }
}
