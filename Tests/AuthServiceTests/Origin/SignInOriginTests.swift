import AuthAPI
import GRPCCore
import SwiftProtobuf
import Testing

@testable import AuthService

struct SignInOriginTests {
    @Test(arguments: [
        SignInOrigin(),
        SignInOrigin(
            userAgent: "Mozilla/5.0 (X11; Linux x86_64) naïve 🗿", clientAddress: "2001:db8::1"),
        SignInOrigin(clientAddress: "192.0.2.1"),
    ])
    func `given an origin, when it travels in metadata, then it arrives as it was`(
        _ origin: SignInOrigin
    ) {
        #expect(SignInOrigin(metadata: origin.metadata) == origin)
    }

    @Test
    func `given more than fits and control characters, when it is told, then it is cut and tidy`() {
        let origin = SignInOrigin(
            userAgent: "a\0b\n" + String(repeating: "x", count: 1000), clientAddress: "1\u{7f}2")
        #expect(origin.userAgent.hasPrefix("abx"))
        #expect(origin.userAgent.count == 254)
        #expect(origin.clientAddress == "12")
    }

    @Test func `given metadata of a call, when it opens a session, then the session has its origin`()
        async throws
    {
        let fixture = AuthFixture()
        let origin = SignInOrigin(userAgent: "curl/8.5", clientAddress: "192.0.2.7")
        let registered = try await withServerContext {
            try await fixture.auth.register(
                request: ServerRequest(
                    metadata: origin.metadata,
                    message: .with {
                        $0.email = "ada@example.com"
                        $0.password = "correct horse"
                        $0.name = "Ada"
                    }), context: $0)
        }
        _ = try registered.message
        _ = try await withServerContext {
            try await fixture.auth.login(
                request: ServerRequest(
                    metadata: origin.metadata,
                    message: .with {
                        $0.email = "ada@example.com"
                        $0.password = "correct horse"
                    }), context: $0)
        }
        #expect(fixture.accounts.sessions.map(\.origin) == [origin, origin])
    }

    @Test func `given metadata of a call, when it changes the password, then the new session has its origin`()
        async throws
    {
        let fixture = AuthFixture()
        let token = try await fixture.register().token
        let origin = SignInOrigin(userAgent: "curl/8.5", clientAddress: "192.0.2.7")
        let changed = try await fixture.call(as: token) {
            try await $0.changePassword(
                request: ServerRequest(
                    metadata: origin.metadata,
                    message: .with {
                        $0.currentPassword = "correct horse"
                        $0.newPassword = "battery staple"
                    }), context: $1)
        }
        _ = try changed.message
        #expect(fixture.accounts.sessions.map(\.origin) == [origin])
    }
}
