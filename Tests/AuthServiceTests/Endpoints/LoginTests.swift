import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

struct LoginTests {
    @Test func `given an account, when its user logs in, then a session opens beside the others`() async throws {
        let fixture = AuthFixture()
        let registered = try await fixture.register()
        fixture.clock.advance(by: 3600)

        let response = try await fixture.login { $0.email = " ADA@example.com" }

        #expect(response.user == registered.user)
        #expect(response.token != registered.token)
        #expect(response.expireTime == fixture.clock.now.addingTimeInterval(30 * 86_400).timestamp)
        #expect(try await fixture.validate(response.token).user == registered.user)
        #expect(try await fixture.validate(registered.token).user == registered.user)
    }

    @Test(arguments: [
        ("an unknown address", "bob@example.com", "correct horse"),
        ("a wrong password", "ada@example.com", "wrong horse"),
        ("a password shorter than any", "ada@example.com", "x"),
        ("a password longer than any", "ada@example.com", String(repeating: "x", count: 257)),
        ("other capitals", "ada@example.com", "Correct Horse"), ("a blank more", "ada@example.com", "correct horse "),
    ])
    func `given a sign-in that is wrong, when it is tried, then the answer does not say what is`(
        _: String, email: String, password: String
    ) async throws {
        let fixture = AuthFixture()
        try await fixture.register()

        let error = try await failure {
            try await fixture.login {
                $0.email = email
                $0.password = password
            }
        }

        #expect(error.code == .unauthenticated)
        #expect(error.message == "the e-mail address or the password is wrong")
        #expect(fixture.accounts.sessions.count == 1)
    }

    @Test func `given an unknown address, when it logs in, then a password is checked at the same cost`() async throws {
        let fixture = AuthFixture()
        try await fixture.register()

        _ = try await failure { try await fixture.login { $0.password = "wrong horse" } }
        _ = try await failure { try await fixture.login { $0.email = "bob@example.com" } }

        let checked = fixture.hasher.checked
        #expect(checked.count == 2)
        #expect(checked.last == fixture.hasher.decoy)
        #expect(Set(checked.map(\.parameters)) == [.cheap])
        #expect(Set(checked.map(\.key.count)).count == 1)
        #expect(Set(checked.map(\.salt.count)).count == 1)
    }

    @Test(arguments: [("no address", "", "correct horse", "email"), ("no password", "ada@example.com", "", "password")])
    func `given a field that is missing, when somebody logs in, then the error names it`(
        _: String, email: String, password: String, field: String
    ) async throws {
        let error = try await failure {
            try await AuthFixture().login {
                $0.email = email
                $0.password = password
            }
        }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(field): "))
    }

    @Test func `given a password in one Unicode form, when it is typed in another, then it opens the account`()
        async throws
    {
        let fixture = AuthFixture()
        try await fixture.register { $0.password = "caf\u{e9} au lait" }
        #expect(try await fixture.login { $0.password = "cafe\u{301} au lait" }.user.name == "Ada Lovelace")
    }

    @Test
    func `given costs that have risen, when a user logs in, then the hash is made anew and still opens the account`()
        async throws
    {
        let fixture = AuthFixture()
        let email = try EmailAddress("ada@example.com")
        try await fixture.register()
        let costs = try #require(ScryptParameters("ln=4,r=2,p=1"))
        let later = fixture.with(HasherSpy(costs))

        try await fixture.login(to: later)
        let renewed = try #require(try await fixture.accounts.credentials(email: email)?.passwordHash)
        #expect(renewed.parameters == costs)

        try await fixture.login(to: later)
        #expect(try await fixture.accounts.credentials(email: email)?.passwordHash == renewed)
    }

    @Test func `given costs that have risen, when a wrong password is tried, then the hash stays`() async throws {
        let fixture = AuthFixture()
        try await fixture.register()
        let later = fixture.with(HasherSpy(ScryptParameters("ln=4,r=2,p=1")!))

        _ = try await failure { try await fixture.login(to: later) { $0.password = "wrong horse" } }

        let credentials = try await fixture.accounts.credentials(email: EmailAddress("ada@example.com"))
        #expect(credentials?.passwordHash?.parameters == .cheap)
    }

    @Test func `given sessions that are over, when their user logs in, then they are forgotten`() async throws {
        let fixture = AuthFixture()
        try await fixture.register()
        fixture.clock.advance(by: 8 * 86_400)

        try await fixture.login()

        #expect(fixture.accounts.sessions.map(\.createTime) == [fixture.clock.now])
    }
}
