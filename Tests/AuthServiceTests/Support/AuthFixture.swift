import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// The service over accounts in memory, with a clock and a hasher that tests hold in their hands.
///
/// Requests are those of Ada, who does everything right; a case changes what it is about.
struct AuthFixture {
    let accounts = InMemoryAccounts()
    let clock: ManualClock
    let hasher: HasherSpy
    let auth: Auth

    init(
        clock: ManualClock = ManualClock(), hasher: HasherSpy = HasherSpy(), providers: OAuthProviders = .none,
        lines: LogLines = LogLines()
    ) {
        self.clock = clock
        self.hasher = hasher
        auth = Auth(
            accounts: accounts, hasher: hasher, providers: providers, logger: lines.logger, now: { clock.now })
    }

    /// The same accounts at the same time, with another hasher.
    func with(_ hasher: HasherSpy) -> Auth {
        Auth(accounts: accounts, hasher: hasher, now: { [clock] in clock.now })
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
        return try await withServerContext { [request] in
            try await auth.register(request: request, context: $0)
        }
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
        try await withServerContext {
            try await auth.logout(request: .with { $0.token = token }, context: $0)
        }
    }

    @discardableResult
    func validate(_ token: String) async throws -> Cairn_Auth_V1_ValidateSessionResponse {
        try await withServerContext {
            try await auth.validateSession(request: .with { $0.token = token }, context: $0)
        }
    }

    func getUser(_ id: String) async throws -> Cairn_Auth_V1_GetUserResponse {
        try await withServerContext {
            try await auth.getUser(request: .with { $0.id = id }, context: $0)
        }
    }

    /// Makes a call as the gateway does for whoever holds a token, without one as for nobody.
    func call<Answer>(
        as token: String?, _ endpoint: (Auth, ServerContext) async throws -> Answer
    ) async throws -> Answer {
        var caller: Caller?
        if let token { caller = try await self.caller(token) }
        return try await Caller.$current.withValue(caller) { () async throws -> Answer in
            try await withServerContext { try await endpoint(auth, $0) }
        }
    }

    /// Who holds a token.
    func caller(_ token: String) async throws -> Caller {
        let known = try await validate(token)
        return Caller(
            userID: try #require(UUID(uuidString: known.user.id)),
            sessionID: UUID(uuidString: known.sessionID),
            scopes: Set(known.scopes))
    }

    /// An API token of whoever holds a session's token.
    @discardableResult
    func makeToken(
        as token: String, _ change: (inout Cairn_Auth_V1_CreateTokenRequest) -> Void = { _ in }
    ) async throws -> Cairn_Auth_V1_CreateTokenResponse {
        var request = Cairn_Auth_V1_CreateTokenRequest.with {
            $0.name = "CI"
            $0.scopes = ["account"]
        }
        change(&request)
        return try await call(as: token) { [request] in
            try await $0.createToken(request: request, context: $1)
        }
    }
}
