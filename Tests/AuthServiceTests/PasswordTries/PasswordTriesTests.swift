import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// Wrong passwords, one after the other.
struct PasswordTriesTests {
    private static let home = SignInOrigin(clientAddress: "192.0.2.7")
    private static let elsewhere = SignInOrigin(clientAddress: "198.51.100.9")
    private let free = Int(FailurePolicy().freeCount)

    /// The code of the answer to a sign-in; nil when it opens a session.
    private func login(
        _ fixture: AuthFixture, _ password: String = "correct horse", email: String = "ada@example.com",
        from origin: SignInOrigin = elsewhere
    ) async throws -> RPCError? {
        try await SignInOrigin.$current.withValue(origin) {
            do {
                try await fixture.login {
                    $0.email = email
                    $0.password = password
                }
                return nil
            } catch let error as RPCError {
                return error
            } catch let error as any RPCErrorConvertible {
                return RPCError(error)
            }
        }
    }

    private func failToLogIn(
        _ fixture: AuthFixture, times: Int, email: String = "ada@example.com", from origin: SignInOrigin = elsewhere
    ) async throws {
        for _ in 0..<times {
            let error = try await login(fixture, "wrong horse", email: email, from: origin)
            #expect(error?.code == .unauthenticated)
        }
    }

    private func registered() async throws -> AuthFixture {
        let fixture = AuthFixture()
        try await SignInOrigin.$current.withValue(Self.home) { _ = try await fixture.register() }
        return fixture
    }

    @Test(arguments: [("an account", "ada@example.com"), ("an address without one", "bob@example.com")])
    func `given many wrong passwords, when another comes, then it is told to wait and nothing is checked`(
        _: String, email: String
    ) async throws {
        let fixture = try await registered()
        try await failToLogIn(fixture, times: free, email: email)
        let checked = fixture.hasher.checked.count

        let error = try #require(try await login(fixture, "wrong horse", email: email))

        #expect(error.code == .resourceExhausted)
        #expect(error.message == "too many wrong passwords: wait before you try again")
        #expect(error.retryDelay == .seconds(1))
        #expect(fixture.hasher.checked.count == checked)
        fixture.clock.advance(by: 1)
        try await failToLogIn(fixture, times: 1, email: email)
        #expect(try await login(fixture, "wrong horse", email: email)?.retryDelay == .seconds(2))
    }

    @Test func `given a delay, when the right password comes, then it waits as well`() async throws {
        let fixture = try await registered()
        try await failToLogIn(fixture, times: free)
        #expect(try await login(fixture)?.code == .resourceExhausted)
        fixture.clock.advance(by: 1)
        #expect(try await login(fixture) == nil)
    }

    @Test func `given wrong passwords of strangers, when the owner signs in at home, then nothing delays that`()
        async throws
    {
        let fixture = try await registered()
        try await failToLogIn(fixture, times: free)
        #expect(try await login(fixture)?.code == .resourceExhausted)
        #expect(try await login(fixture, from: Self.home) == nil)
        #expect(try await login(fixture)?.code == .resourceExhausted, "strangers go on to wait")
    }

    @Test func `given wrong passwords at home, when others are tried elsewhere, then each counter has its own`()
        async throws
    {
        let fixture = try await registered()
        try await failToLogIn(fixture, times: free, from: Self.home)
        #expect(try await login(fixture, from: Self.home)?.code == .resourceExhausted)
        #expect(try await login(fixture, from: Self.elsewhere) == nil)
    }

    @Test func `given sign-ins that succeed, when there are many, then none is delayed`() async throws {
        let fixture = try await registered()
        for _ in 0..<3 * free {
            #expect(try await login(fixture, from: SignInOrigin()) == nil)
            #expect(try await login(fixture, from: Self.home) == nil)
        }
    }

    @Test func `given the owner mistypes at home, when the right password comes, then they may mistype as often again`()
        async throws
    {
        let fixture = try await registered()
        for _ in 0..<3 {
            try await failToLogIn(fixture, times: free - 1, from: Self.home)
            #expect(try await login(fixture, from: Self.home) == nil)
        }
    }

    @Test func `given a session that is over, when its place is where passwords are tried, then it is not known`()
        async throws
    {
        let fixture = try await registered()
        fixture.clock.advance(by: 8 * 86_400)
        try await failToLogIn(fixture, times: free, from: Self.home)
        #expect(try await login(fixture)?.code == .resourceExhausted)
    }

    @Test func `given failures, when a day has gone by, then they are forgotten`() async throws {
        let fixture = try await registered()
        try await failToLogIn(fixture, times: free)
        fixture.clock.advance(by: 86_400)
        try await failToLogIn(fixture, times: free)
    }

    @Test func `given a password that nobody can have, when it is tried, then it does not count`() async throws {
        let fixture = try await registered()
        for _ in 0..<2 * free {
            let error = try await login(fixture, String(repeating: "x", count: 257))
            #expect(error?.code == .unauthenticated)
        }
        #expect(try await login(fixture) == nil)
    }

    @Test func `given a session, when the password is guessed by it, then it waits, and so do guesses from its place`()
        async throws
    {
        let fixture = try await registered()
        let token = try await SignInOrigin.$current.withValue(Self.home) { try await fixture.login().token }
        func change(from current: String) async throws -> RPCError {
            try await failure {
                try await fixture.call(as: token) {
                    try await $0.changePassword(
                        request: .with {
                            $0.currentPassword = current
                            $0.newPassword = "battery staple"
                        }, context: $1)
                }
            }
        }
        for _ in 0..<free { #expect(try await change(from: "wrong horse").code == .invalidArgument) }
        #expect(try await change(from: "correct horse").code == .resourceExhausted)
        #expect(try await login(fixture, from: Self.home)?.code == .resourceExhausted)
        #expect(try await login(fixture) == nil)
    }

    @Test func `given wrong passwords, when the password is changed, then they are forgotten`() async throws {
        let fixture = try await registered()
        let token = try await SignInOrigin.$current.withValue(Self.home) { try await fixture.login().token }
        try await failToLogIn(fixture, times: free)
        _ = try await fixture.call(as: token) {
            try await $0.changePassword(
                request: .with {
                    $0.currentPassword = "correct horse"
                    $0.newPassword = "battery staple"
                }, context: $1)
        }
        #expect(try await login(fixture, "battery staple") == nil)
    }

    @Test func `given more sign-ins than may wait, when one is turned away, then it does not count`() async throws {
        let fixture = AuthFixture()
        struct Full: Error {}
        let email = try EmailAddress("ada@example.com")
        for _ in 0..<2 * free {
            await #expect(throws: Full.self) {
                try await fixture.auth.tryPassword(of: email, isKnown: false) { throw Full() }
            }
        }
        #expect(try await fixture.auth.tryPassword(of: email, isKnown: false) { true })
    }
}
