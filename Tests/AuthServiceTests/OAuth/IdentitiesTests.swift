import AuthAPI
import Foundation
import GRPCCore
import OAuthIssuer
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// Whose account an identity opens: linking, ListIdentities, UnlinkIdentity and a first password.
struct IdentitiesTests {
    private func list(
        _ flow: OAuthFixture, as token: String
    ) async throws -> (providers: [String], hasPassword: Bool) {
        let answer = try await flow.fixture.call(as: token) {
            try await $0.listIdentities(request: .init(), context: $1)
        }
        return (answer.identities.map(\.provider), answer.hasPassword_p)
    }

    private func unlink(_ flow: OAuthFixture, _ provider: String, as token: String) async throws {
        _ = try await flow.fixture.call(as: token) {
            try await $0.unlinkIdentity(request: .with { $0.provider = provider }, context: $1)
        }
    }

    private func setPassword(
        _ flow: OAuthFixture, as token: String, current: String = ""
    ) async throws -> Cairn_Auth_V1_ChangePasswordResponse {
        try await flow.fixture.call(as: token) {
            try await $0.changePassword(
                request: .with {
                    $0.currentPassword = current
                    $0.newPassword = "battery staple"
                }, context: $1)
        }
    }

    @Test
    func `given an account with a password, when its address signs in by a provider, then it has to be linked first`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let session = try await flow.fixture.register()
            let error = try await failure { try await flow.signIn() }
            #expect(error.code == .alreadyExists)
            #expect(error.message.contains("link Acme"))
            #expect(flow.fixture.accounts.sessions.count == 1)

            let linked = try await flow.signIn(linkingTo: session.token)
            #expect(linked.linked)
            #expect(!linked.created)
            #expect(linked.user == session.user)
            #expect(try await failure { try await flow.fixture.validate(session.token) }.code == .unauthenticated)
            #expect(try await flow.signIn().user == session.user)
            #expect(try await list(flow, as: linked.token) == (["acme"], true))
        }
    }

    @Test
    func `given an address that one provider has verified, when another trusted one has, too, then it is one account`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let first = try await flow.signIn("github")
            let second = try await flow.signIn("acme")
            #expect(second.linked)
            #expect(second.user == first.user)
            #expect(try await list(flow, as: second.token) == (["github", "acme"], false))
        }
    }

    @Test
    func `given a provider that is not trusted with addresses, when it tells a known one, then nothing is linked`()
        async throws
    {
        try await OAuthFixture.with { flow in
            try await flow.signIn("acme")
            #expect(try await failure { try await flow.signIn("globex") }.code == .alreadyExists)
        }
        try await OAuthFixture.with { (flow) async throws in
            #expect(try await flow.signIn("globex").created)
            #expect(try await failure { try await flow.signIn("acme") }.code == .alreadyExists)
        }
    }

    @Test
    func `given a password account whose address a linked provider has verified, when another does, then it is linked`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let session = try await flow.fixture.register()
            try await flow.signIn("acme", linkingTo: session.token)
            #expect(try await flow.signIn("github").user == session.user)
        }
    }

    @Test
    func
        `given a linked identity with another address, when a provider tells the account's, then that is not verified`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let session = try await flow.fixture.register()
            flow.issuer.change { $0.email = "other@example.com" }
            try await flow.signIn("acme", linkingTo: session.token)
            flow.issuer.change { $0.email = "ada@example.com" }
            #expect(try await failure { try await flow.signIn("github") }.code == .alreadyExists)
        }
    }

    @Test func `given an unverified identity, when it is linked by whoever is signed in, then it opens the account`()
        async throws
    {
        try await OAuthFixture.with { flow in
            flow.issuer.change { $0.isEmailVerified = false }
            let session = try await flow.fixture.register()
            try await flow.signIn(linkingTo: session.token)
            #expect(try await flow.signIn().user == session.user)
        }
    }

    @Test func `given an identity of another account, when it is to be linked, then that is refused`() async throws {
        try await OAuthFixture.with { flow in
            try await flow.signIn()
            let bob = try await flow.fixture.register { $0.email = "bob@example.com" }.token
            let error = try await failure { try await flow.signIn(linkingTo: bob) }
            #expect(error.code == .alreadyExists)
            #expect(error.message.contains("another account"))
            try await flow.fixture.validate(bob)
        }
    }

    @Test func `given an account with an identity, when another of the provider is linked, then that is refused`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let first = try await flow.signIn()
            flow.issuer.change { $0.subject = "2" }
            let error = try await failure { try await flow.signIn(linkingTo: first.token) }
            #expect(error.code == .alreadyExists)
            #expect(error.message.contains("unlink"))
            flow.issuer.change { $0.subject = "248289761001" }
            #expect(try await !flow.signIn(linkingTo: first.token).linked)
        }
    }

    @Test(arguments: ["nobody", "another user", "another session"])
    func `given linking that has begun, when somebody else completes it, then nothing is linked`(who: String)
        async throws
    {
        try await OAuthFixture.with { flow in
            let session = try await flow.fixture.register().token
            let other: String? =
                switch who {
                case "another user": try await flow.fixture.register { $0.email = "bob@example.com" }.token
                case "another session": try await flow.fixture.login().token
                default: nil
                }
            let answer = try await flow.visit(flow.begin(as: session) { $0.link = true })
            let error = try await failure { try await flow.complete(answer, as: other) }
            #expect(error.code == .unauthenticated)
            #expect(try await list(flow, as: session).providers.isEmpty)
        }
    }

    @Test func `given a session that ended while its user was at the provider, when it links, then nothing is linked`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let session = try await flow.fixture.register().token
            let answer = try await flow.visit(flow.begin(as: session) { $0.link = true })
            let caller = try await flow.fixture.caller(session)
            try await flow.fixture.logout(session)
            let error = try await failure {
                try await Caller.$current.withValue(caller) {
                    try await withServerContext {
                        try await flow.fixture.auth.completeLogin(request: answer, context: $0)
                    }
                }
            }
            #expect(error.code == .unauthenticated)
            let login = try await flow.fixture.login()
            #expect(try await list(flow, as: login.token).providers.isEmpty)
        }
    }

    @Test func `given an identity and a password, when the identity is unlinked, then its other sessions end`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let registered = try await flow.fixture.register().token
            let linked = try await flow.signIn(linkingTo: registered).token
            let byProvider = try await flow.signIn().token
            let byPassword = try await flow.fixture.login().token

            try await unlink(flow, "acme", as: linked)

            for open in [linked, byPassword] { try await flow.fixture.validate(open) }
            #expect(try await failure { try await flow.fixture.validate(byProvider) }.code == .unauthenticated)
            #expect(try await list(flow, as: linked) == ([], true))
            #expect(try await failure { try await unlink(flow, "acme", as: linked) }.code == .notFound)
        }
    }

    @Test func `given one identity and no password, when it is to be unlinked, then it is the last way to sign in`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let session = try await flow.signIn().token
            #expect(try await failure { try await unlink(flow, "acme", as: session) }.code == .failedPrecondition)

            let withPassword = try await setPassword(flow, as: session).token
            try await unlink(flow, "acme", as: withPassword)
            #expect(try await flow.fixture.login { $0.password = "battery staple" }.user.name == "Ada Lovelace")
        }
    }

    @Test func `given two identities, when both are to be unlinked, then one stays`() async throws {
        try await OAuthFixture.with { flow in
            try await flow.signIn("acme")
            let session = try await flow.signIn("github").token
            try await unlink(flow, "acme", as: session)
            #expect(try await failure { try await unlink(flow, "github", as: session) }.code == .failedPrecondition)
            try await flow.fixture.validate(session)
        }
    }

    @Test func `given an account without a password, when a first one is set, then only soon after the sign-in`()
        async throws
    {
        try await OAuthFixture.with { flow in
            let session = try await flow.signIn().token
            #expect(try await failure { try await flow.fixture.login { $0.password = "x" } }.code == .unauthenticated)
            let guess = try await failure { try await setPassword(flow, as: session, current: "guess") }
            #expect(guess.code == .invalidArgument)
            flow.fixture.clock.advance(by: 600)
            #expect(try await failure { try await setPassword(flow, as: session) }.code == .failedPrecondition)
            #expect(try await list(flow, as: session).hasPassword == false)
            _ = try await setPassword(flow, as: flow.signIn().token)
            try await flow.fixture.login { $0.password = "battery staple" }
        }
    }

    @Test func `given an account without a password, when somebody logs in to it, then it costs the same work`()
        async throws
    {
        try await OAuthFixture.with { flow in
            try await flow.signIn()
            _ = try await failure { try await flow.fixture.login() }
            #expect(flow.fixture.hasher.checked == [flow.fixture.hasher.decoy])
        }
    }
}
