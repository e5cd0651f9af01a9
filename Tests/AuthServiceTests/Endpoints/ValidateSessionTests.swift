import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

struct ValidateSessionTests {
    private static let hour: TimeInterval = 3600
    private static let day: TimeInterval = 86_400

    @Test func `given a session, when its token is shown, then it is known whose it is and how long it can last`()
        async throws
    {
        let fixture = AuthFixture()
        let registered = try await fixture.register()

        let response = try await fixture.validate(registered.token)

        #expect(response.user == registered.user)
        #expect(response.expireTime == registered.expireTime)
        #expect(response.scopes == ["*"])
        #expect(response.tokenID.isEmpty)
        #expect(UUID(uuidString: response.sessionID) == fixture.accounts.sessions.first?.id)
    }

    @Test(arguments: Forgery.all)
    func `given a forged token, when it is shown, then it is refused and nothing changes`(
        _ forgery: Forgery
    )
        async throws
    {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        let before = fixture.accounts.sessions
        fixture.clock.advance(by: Self.hour)

        let error = try await failure { try await fixture.validate(forgery.forge(token)) }

        #expect(error.code == .unauthenticated)
        #expect(error.message == "the session is unknown or over")
        #expect(fixture.accounts.sessions == before)
    }

    @Test(arguments: [
        ("unused, just before the idle timeout", [7 * day - 1], true),
        ("unused, at the idle timeout", [7 * day], false),
        ("used every six days for 24 days", [6 * day, 6 * day, 6 * day, 6 * day], true),
        ("used every six days for 30 days", [6 * day, 6 * day, 6 * day, 6 * day, 6 * day], false),
        ("used, then idle for seven days", [3 * day, 7 * day], false),
    ])
    func `given a session, when time passes between uses, then it lives as long as it should`(
        _: String, pauses: [TimeInterval], alive: Bool
    ) async throws {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        for pause in pauses.dropLast() {
            fixture.clock.advance(by: pause)
            try await fixture.validate(token)
        }
        fixture.clock.advance(by: pauses.last ?? 0)
        if alive {
            #expect(try await fixture.validate(token).user.name == "Ada Lovelace")
        } else {
            #expect(try await failure { try await fixture.validate(token) }.code == .unauthenticated)
        }
    }

    @Test(arguments: [(59, false), (60, true), (3600, true)] as [(TimeInterval, Bool)])
    func `given a session, when it is used, then that is written down at most once a minute`(
        pause: TimeInterval, written: Bool
    ) async throws {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        let before = fixture.accounts.sessions.map(\.lastUseTime)
        fixture.clock.advance(by: pause)

        try await fixture.validate(token)

        #expect(
            fixture.accounts.sessions.map(\.lastUseTime) == (written ? [fixture.clock.now] : before))
    }
}
