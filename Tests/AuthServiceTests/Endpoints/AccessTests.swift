import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// Who may call what.
struct AccessTests {
    /// An endpoint that works for a caller.
    struct Endpoint: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let call: @Sendable (Auth, ServerContext) async throws -> Void

        init(_ name: String, _ call: @escaping @Sendable (Auth, ServerContext) async throws -> Void) {
            testDescription = name
            self.call = call
        }

        /// Those that an API token with the right scope may call.
        static let forTokens = [
            Endpoint("ListSessions") { _ = try await $0.listSessions(request: .init(), context: $1) },
            Endpoint("RevokeSession") { _ = try await $0.revokeSession(request: .init(), context: $1) },
            Endpoint("RevokeAllSessions") {
                _ = try await $0.revokeAllSessions(request: .init(), context: $1)
            },
            Endpoint("ListTokens") { _ = try await $0.listTokens(request: .init(), context: $1) },
            Endpoint("RevokeToken") { _ = try await $0.revokeToken(request: .init(), context: $1) },
        ]

        static let forSessions = [
            Endpoint("ChangePassword") { _ = try await $0.changePassword(request: .init(), context: $1) },
            Endpoint("CreateToken") { _ = try await $0.createToken(request: .init(), context: $1) },
        ]

        static let forAnyCaller = [
            Endpoint("GetCurrentUser") { _ = try await $0.getCurrentUser(request: .init(), context: $1) }
        ]
    }

    @Test(arguments: Endpoint.forTokens + Endpoint.forSessions + Endpoint.forAnyCaller)
    func `given no caller, when an endpoint is called, then it asks to sign in`(_ endpoint: Endpoint)
        async throws
    {
        let error = try await failure { try await AuthFixture().call(as: nil, endpoint.call) }
        #expect(error.code == .unauthenticated)
    }

    @Test(arguments: Endpoint.forTokens + Endpoint.forSessions)
    func `given an API token for something else, when an endpoint is called, then it is not enough`(
        _ endpoint: Endpoint
    ) async throws {
        let fixture = AuthFixture()
        let session = try await fixture.register().token
        let token = try await fixture.makeToken(as: session) {
            $0.scopes = ["entities:read", "entities:write"]
        }
        let error = try await failure { try await fixture.call(as: token.secret, endpoint.call) }
        #expect(error.code == .permissionDenied)
        try await fixture.validate(session)
    }

    @Test(arguments: Endpoint.forSessions)
    func `given an API token for the account, when more than a token may do is wanted, then it is not enough`(
        _ endpoint: Endpoint
    ) async throws {
        let fixture = AuthFixture()
        let token = try await fixture.makeToken(as: fixture.register().token)
        let error = try await failure { try await fixture.call(as: token.secret, endpoint.call) }
        #expect(error.code == .permissionDenied)
    }

    @Test(arguments: Endpoint.forTokens)
    func `given an API token for the account, when an endpoint is called, then the token is enough`(
        _ endpoint: Endpoint
    ) async throws {
        let fixture = AuthFixture()
        let token = try await fixture.makeToken(as: fixture.register().token)
        do {
            try await fixture.call(as: token.secret, endpoint.call)
        } catch let error as InvalidArgument {
            // An empty request got as far as its fields.
            #expect(error.field == "id")
        }
    }

    @Test(arguments: [["entities:read"], ["account"]])
    func `given any caller, when it asks who it is, then it learns that`(scopes: [String])
        async throws
    {
        let fixture = AuthFixture()
        let registered = try await fixture.register()
        let token = try await fixture.makeToken(as: registered.token) { $0.scopes = scopes }
        for caller in [registered.token, token.secret] {
            let answer = try await fixture.call(as: caller) {
                try await $0.getCurrentUser(request: .init(), context: $1)
            }
            #expect(answer.user == registered.user)
        }
    }

    @Test
    func `given an account that is gone, when its caller asks who it is, then it has to sign in`()
        async throws
    {
        let fixture = AuthFixture()
        let error = try await failure {
            try await Caller.$current.withValue(Caller(userID: .init())) {
                try await withServerContext {
                    try await fixture.auth.getCurrentUser(request: .init(), context: $0)
                }
            }
        }
        #expect(error.code == .unauthenticated)
    }
}
