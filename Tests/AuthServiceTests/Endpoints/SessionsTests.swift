import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// ListSessions, RevokeSession and RevokeAllSessions.
struct SessionsTests {
    private func list(_ fixture: AuthFixture, as token: String) async throws
        -> [Cairn_Auth_V1_Session]
    {
        try await fixture.call(as: token) { try await $0.listSessions(request: .init(), context: $1) }
            .sessions
    }

    private func revoke(_ fixture: AuthFixture, as token: String, id: String) async throws {
        _ = try await fixture.call(as: token) {
            try await $0.revokeSession(request: .with { $0.id = id }, context: $1)
        }
    }

    @Test func `given sessions from two places, when one lists them, then each says where it is from and which asks`()
        async throws
    {
        let fixture = AuthFixture()
        try await fixture.register { $0.email = "bob@example.com" }
        let first = try await SignInOrigin.$current.withValue(
            SignInOrigin(userAgent: "Firefox", clientAddress: "192.0.2.1")
        ) { try await fixture.register() }
        fixture.clock.advance(by: 3600)
        let second = try await fixture.login()

        let sessions = try await list(fixture, as: second.token)

        #expect(sessions.map(\.current) == [true, false])
        #expect(sessions.map(\.userAgent) == ["", "Firefox"])
        #expect(sessions.map(\.clientAddress) == ["", "192.0.2.1"])
        #expect(sessions.map(\.id) == [second.token, first.token].map { String($0.prefix(36)) })
        let created = fixture.clock.now.addingTimeInterval(-3600)
        #expect(sessions[1].createTime == created.timestamp)
        #expect(sessions[1].lastUseTime == created.timestamp)
        #expect(sessions[1].expireTime == created.addingTimeInterval(7 * 86_400).timestamp)
        #expect(!sessions.description.contains(first.token.suffix(43)))
    }

    @Test func `given a session that is over, when the others are listed, then it is not there`()
        async throws
    {
        let fixture = AuthFixture()
        try await fixture.register()
        fixture.clock.advance(by: 6 * 86_400)
        let token = try await fixture.login().token
        fixture.clock.advance(by: 2 * 86_400)
        #expect(try await list(fixture, as: token).count == 1)
    }

    @Test func `given two sessions, when one ends the other, then that one is over`() async throws {
        let fixture = AuthFixture()
        let lost = try await fixture.register().token
        fixture.clock.advance(by: 60)
        let token = try await fixture.login().token
        let id = try #require(try await list(fixture, as: token).last?.id)

        try await revoke(fixture, as: token, id: id)

        #expect(try await failure { try await fixture.validate(lost) }.code == .unauthenticated)
        #expect(try await list(fixture, as: token).count == 1)
        #expect(try await failure { try await revoke(fixture, as: token, id: id) }.code == .notFound)
    }

    @Test(
        arguments: [
            ("no id", "", .invalidArgument), ("no UUID", "current", .invalidArgument),
            ("an unknown id", "00000000-0000-4000-8000-000000000000", .notFound), ("somebody else's", nil, .notFound),
        ] as [(String, String?, RPCError.Code)])
    func `given no such session, when it is to end, then the error says why and nothing ends`(
        _: String, id: String?, code: RPCError.Code
    ) async throws {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        let other = try await fixture.register { $0.email = "bob@example.com" }.token
        let error = try await failure { try await revoke(fixture, as: token, id: id ?? String(other.prefix(36))) }
        #expect(error.code == code)
        for open in [token, other] { try await fixture.validate(open) }
    }

    @Test(arguments: [true, false])
    func `given three sessions, when all are to end, then they do, and the current one only if that is meant`(
        keepCurrent: Bool
    ) async throws {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        for _ in 0..<2 { try await fixture.login() }
        let other = try await fixture.register { $0.email = "bob@example.com" }.token

        let response = try await fixture.call(as: token) {
            try await $0.revokeAllSessions(request: .with { $0.keepCurrent = keepCurrent }, context: $1)
        }

        #expect(response.revokedCount == (keepCurrent ? 2 : 3))
        #expect(fixture.accounts.sessions.count == (keepCurrent ? 2 : 1))
        try await fixture.validate(other)
        if keepCurrent { try await fixture.validate(token) }
    }
}
