import AuthAPI
import GRPCCore
import SwiftProtobuf

@testable import AuthService

/// The service over accounts in memory, with a clock and a hasher that tests hold in their hands.
///
/// Requests are those of Ada, who does everything right; a case changes what it is about.
struct AuthFixture {
    let accounts = InMemoryAccounts()
    let clock = ManualClock()
    let hasher: HasherSpy
    let auth: Auth

    init(hasher: HasherSpy = HasherSpy()) {
        self.hasher = hasher
        auth = Auth(users: accounts, sessions: accounts, hasher: hasher, now: { [clock] in clock.now })
    }

    /// The same accounts at the same time, with another hasher.
    func with(_ hasher: HasherSpy) -> Auth {
        Auth(users: accounts, sessions: accounts, hasher: hasher, now: { [clock] in clock.now })
    }

    @discardableResult
    func register(
        _ change: (inout Cairn_Auth_V1_RegisterRequest) -> Void = { _ in }
    ) async throws -> Cairn_Auth_V1_RegisterResponse {
        var request = Cairn_Auth_V1_RegisterRequest.with {
            $0.email = "ada@example.com"
            $0.password = "correct horse"
            $0.name = "Ada Lovelace"
        }
        change(&request)
        return try await withServerContext { [request] in try await auth.register(request: request, context: $0) }
    }

    @discardableResult
    func login(
        to auth: Auth? = nil, _ change: (inout Cairn_Auth_V1_LoginRequest) -> Void = { _ in }
    ) async throws -> Cairn_Auth_V1_LoginResponse {
        var request = Cairn_Auth_V1_LoginRequest.with {
            $0.email = "ada@example.com"
            $0.password = "correct horse"
        }
        change(&request)
        return try await withServerContext { [request] in
            try await (auth ?? self.auth).login(request: request, context: $0)
        }
    }

    @discardableResult
    func logout(_ token: String) async throws -> Cairn_Auth_V1_LogoutResponse {
        try await withServerContext { try await auth.logout(request: .with { $0.token = token }, context: $0) }
    }

    @discardableResult
    func validate(_ token: String) async throws -> Cairn_Auth_V1_ValidateSessionResponse {
        try await withServerContext { try await auth.validateSession(request: .with { $0.token = token }, context: $0) }
    }

    func getUser(_ id: String) async throws -> Cairn_Auth_V1_GetUserResponse {
        try await withServerContext { try await auth.getUser(request: .with { $0.id = id }, context: $0) }
    }
}
