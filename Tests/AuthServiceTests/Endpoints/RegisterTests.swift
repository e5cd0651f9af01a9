import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

struct RegisterTests {
    @Test func `given a new address, when somebody registers, then there is an account with an open session`()
        async throws
    {
        let fixture = AuthFixture()

        let response = try await fixture.register()

        #expect(UUID(uuidString: response.user.id) != nil)
        #expect(response.user.email == "ada@example.com")
        #expect(response.user.name == "Ada Lovelace")
        #expect(response.user.createTime == fixture.clock.now.timestamp)
        #expect(response.expireTime == fixture.clock.now.addingTimeInterval(30 * 86_400).timestamp)
        #expect(try await fixture.validate(response.token).user == response.user)
        #expect(try await fixture.getUser(response.user.id).user == response.user)
    }

    @Test func `given white space and capitals, when somebody registers, then the address and the name are tidy`()
        async throws
    {
        let response = try await AuthFixture().register {
            $0.email = "  Ada@Example.COM\n"
            $0.name = " Ada "
        }
        #expect(response.user.email == "ada@example.com")
        #expect(response.user.name == "Ada")
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var field: String
        var email = "ada@example.com"
        var password = "correct horse"
        var name = "Ada Lovelace"

        init(
            _ description: String, field: String, email: String? = nil, password: String? = nil,
            name: String? = nil
        ) {
            testDescription = description
            self.field = field
            self.email = email ?? self.email
            self.password = password ?? self.password
            self.name = name ?? self.name
        }
    }

    @Test(arguments: [
        Refusal("no address", field: "email", email: ""),
        Refusal("no @", field: "email", email: "ada.example.com"),
        Refusal("two @", field: "email", email: "ada@home@example.com"),
        Refusal("nobody", field: "email", email: "@example.com"),
        Refusal("a domain of one label", field: "email", email: "ada@localhost"),
        Refusal("a domain that begins with a hyphen", field: "email", email: "ada@-example.com"),
        Refusal("an empty label", field: "email", email: "ada@example..com"),
        Refusal("white space within", field: "email", email: "ada lovelace@example.com"),
        Refusal("U+0000", field: "email", email: "ada\0@example.com"),
        Refusal("beyond ASCII", field: "email", email: "adä@example.com"),
        Refusal(
            "too long", field: "email", email: "ada@" + String(repeating: "example.", count: 32) + "com"),
        Refusal("no password", field: "password", password: ""),
        Refusal("seven characters", field: "password", password: "1234567"),
        Refusal("257 characters", field: "password", password: String(repeating: "xy", count: 129)),
        Refusal("one of the most common", field: "password", password: "TrustNo1"),
        Refusal("the address as password", field: "password", password: "ada@example.com"),
        Refusal("no name", field: "name", name: ""),
        Refusal("a blank name", field: "name", name: " \t "),
        Refusal("201 characters", field: "name", name: String(repeating: "x", count: 201)),
        Refusal(
            "one character of many scalars", field: "name",
            name: "e" + String(repeating: "\u{301}", count: 201)),
        Refusal("a control character", field: "name", name: "Ada\0Lovelace"),
    ])
    func `given a field that is wrong, when somebody registers, then the error names it`(
        _ refusal: Refusal
    )
        async throws
    {
        let fixture = AuthFixture()
        let error = try await failure {
            try await fixture.register {
                $0.email = refusal.email
                $0.password = refusal.password
                $0.name = refusal.name
            }
        }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(refusal.field): "))
        #expect(fixture.accounts.sessions.isEmpty)
    }

    @Test(arguments: [
        ("eight characters", "7h&x q2z"), ("256 characters", String(repeating: "xy", count: 128)),
        ("64 characters without a digit or a sign", String(repeating: "correcthorse", count: 6)),
        ("white space and signs", " \t§ 🗿 ü\0"),
    ])
    func `given any password long enough, when somebody registers, then it opens the account`(
        _: String, password: String
    ) async throws {
        let fixture = AuthFixture()
        let registered = try await fixture.register { $0.password = password }
        #expect(try await fixture.login { $0.password = password }.user == registered.user)
    }

    @Test(arguments: ["ada@example.com", "ADA@EXAMPLE.COM", " ada@example.com "])
    func `given an account, when its address registers again, then that is refused`(email: String)
        async throws
    {
        let fixture = AuthFixture()
        let first = try await fixture.register()

        let error = try await failure { try await fixture.register { $0.email = email } }

        #expect(error.code == .alreadyExists)
        #expect(try await fixture.login().user == first.user)
        #expect(fixture.accounts.sessions.count == 2)
    }

    @Test
    func `given one password, when two register with it, then their hashes have nothing in common`()
        async throws
    {
        let fixture = AuthFixture()
        try await fixture.register { $0.email = "ada@example.com" }
        try await fixture.register { $0.email = "bob@example.com" }

        let ada = try #require(
            try await fixture.accounts.credentials(email: EmailAddress("ada@example.com")))
        let bob = try #require(
            try await fixture.accounts.credentials(email: EmailAddress("bob@example.com")))
        #expect(ada.passwordHash?.salt != bob.passwordHash?.salt)
        #expect(ada.passwordHash?.key != bob.passwordHash?.key)
    }
}
