import AuthAPI
import FoundationEssentials
import GRPCCore
import Testing

@testable import AuthService

struct LogoutTests {
    @Test func `given a session, when it is logged out, then it is over and the others are not`() async throws {
        let fixture = AuthFixture()
        let first = try await fixture.register()
        let second = try await fixture.login()

        try await fixture.logout(first.token)

        #expect(try await failure { try await fixture.validate(first.token) }.code == .unauthenticated)
        #expect(try await fixture.validate(second.token).user == first.user)
    }

    @Test func `given a session that is over, when it is logged out again, then that is no error`() async throws {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        try await fixture.logout(token)
        try await fixture.logout(token)
        #expect(fixture.accounts.sessions.isEmpty)
    }

    @Test(arguments: Forgery.all)
    func `given a forged token, when it logs out, then the session stays open`(_ forgery: Forgery) async throws {
        let fixture = AuthFixture()
        let token = try await fixture.register().token

        try await fixture.logout(forgery.forge(token))

        #expect(try await fixture.validate(token).user.name == "Ada Lovelace")
    }
}
