import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

struct ChangePasswordTests {
    private func change(
        _ fixture: AuthFixture, as token: String, from current: String = "correct horse",
        to new: String = "battery staple"
    ) async throws -> Cairn_Auth_V1_ChangePasswordResponse {
        try await fixture.call(as: token) {
            try await $0.changePassword(
                request: .with {
                    $0.currentPassword = current
                    $0.newPassword = new
                }, context: $1)
        }
    }

    @Test
    func `given two sessions and a token, when one changes the password, then it gets a new token and the other ends`()
        async throws
    {
        let fixture = AuthFixture()
        let current = try await fixture.register().token
        let other = try await fixture.login().token
        let apiToken = try await fixture.makeToken(as: current).secret

        let response = try await change(fixture, as: current)

        #expect(response.token != current)
        #expect(response.expireTime == fixture.clock.now.addingTimeInterval(30 * 86_400).timestamp)
        #expect(try await fixture.validate(response.token).user.name == "Ada Lovelace")
        for over in [current, other] {
            #expect(try await failure { try await fixture.validate(over) }.code == .unauthenticated)
        }
        #expect(try await fixture.validate(apiToken).user.name == "Ada Lovelace")
        #expect(try await failure { try await fixture.login() }.code == .unauthenticated)
        #expect(try await fixture.login { $0.password = "battery staple" }.user.name == "Ada Lovelace")
    }

    @Test(arguments: [
        ("no current password", "", "battery staple", "current_password"),
        ("a wrong current password", "wrong horse", "battery staple", "current_password"),
        (
            "a current password longer than any", String(repeating: "xy", count: 200), "battery staple",
            "current_password"
        ),
        ("a short new password", "correct horse", "1234567", "new_password"),
        ("a common new password", "correct horse", "trustno1", "new_password"),
        ("a new password made of the name", "correct horse", "AdaLovelace1", "new_password"),
        ("the same password", "correct horse", "correct horse", "new_password"),
    ])
    func `given a field that is wrong, when the password is to be changed, then the error names it and nothing changes`(
        _: String, current: String, new: String, field: String
    ) async throws {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        let other = try await fixture.login().token

        let error = try await failure { try await change(fixture, as: token, from: current, to: new) }

        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(field): "))
        for open in [token, other] { try await fixture.validate(open) }
        try await fixture.login()
    }

    @Test
    func `given a session that ended meanwhile, when it changes the password, then nothing changes`()
        async throws
    {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        let caller = try await fixture.caller(token)
        try await fixture.logout(token)

        let error = try await failure {
            try await Caller.$current.withValue(caller) {
                try await withServerContext {
                    try await fixture.auth.changePassword(
                        request: .with {
                            $0.currentPassword = "correct horse"
                            $0.newPassword = "battery staple"
                        }, context: $0)
                }
            }
        }

        #expect(error.code == .aborted)
        try await fixture.login()
    }
}
