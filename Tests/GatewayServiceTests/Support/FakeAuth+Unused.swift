import AuthAPI
import GRPCCore

/// What the gateway's hand-written endpoints never call.
extension FakeAuth {
    func changePassword(
        request: Cairn_Auth_V1_ChangePasswordRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ChangePasswordResponse { throw RPCError(code: .unimplemented, message: "") }

    func listSessions(
        request: Cairn_Auth_V1_ListSessionsRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ListSessionsResponse { throw RPCError(code: .unimplemented, message: "") }

    func revokeSession(
        request: Cairn_Auth_V1_RevokeSessionRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_RevokeSessionResponse { throw RPCError(code: .unimplemented, message: "") }

    func revokeAllSessions(
        request: Cairn_Auth_V1_RevokeAllSessionsRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_RevokeAllSessionsResponse { throw RPCError(code: .unimplemented, message: "") }

    func createToken(
        request: Cairn_Auth_V1_CreateTokenRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_CreateTokenResponse { throw RPCError(code: .unimplemented, message: "") }

    func listTokens(
        request: Cairn_Auth_V1_ListTokensRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ListTokensResponse { throw RPCError(code: .unimplemented, message: "") }

    func revokeToken(
        request: Cairn_Auth_V1_RevokeTokenRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_RevokeTokenResponse { throw RPCError(code: .unimplemented, message: "") }

    func listProviders(
        request: Cairn_Auth_V1_ListProvidersRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ListProvidersResponse { throw RPCError(code: .unimplemented, message: "") }

    func beginLogin(
        request: Cairn_Auth_V1_BeginLoginRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_BeginLoginResponse { throw RPCError(code: .unimplemented, message: "") }

    func completeLogin(
        request: Cairn_Auth_V1_CompleteLoginRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse { throw RPCError(code: .unimplemented, message: "") }

    func listIdentities(
        request: Cairn_Auth_V1_ListIdentitiesRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ListIdentitiesResponse { throw RPCError(code: .unimplemented, message: "") }

    func unlinkIdentity(
        request: Cairn_Auth_V1_UnlinkIdentityRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_UnlinkIdentityResponse { throw RPCError(code: .unimplemented, message: "") }
}
