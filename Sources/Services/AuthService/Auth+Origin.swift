public import AuthAPI
public import GRPCCore

/// The endpoints that open sessions also look at the call's metadata.
extension Auth {
    /// Creates an account, knowing where the call comes from.
    public func register(
        request: ServerRequest<Cairn_Auth_V1_RegisterRequest>, context: ServerContext
    ) async throws -> ServerResponse<Cairn_Auth_V1_RegisterResponse> {
        try await knowingOrigin(of: request) { try await register(request: $0, context: context) }
    }

    /// Opens a session, knowing where the call comes from.
    public func login(
        request: ServerRequest<Cairn_Auth_V1_LoginRequest>, context: ServerContext
    ) async throws -> ServerResponse<Cairn_Auth_V1_LoginResponse> {
        try await knowingOrigin(of: request) { try await login(request: $0, context: context) }
    }

    /// Changes the password, knowing where the call comes from.
    public func changePassword(
        request: ServerRequest<Cairn_Auth_V1_ChangePasswordRequest>, context: ServerContext
    ) async throws -> ServerResponse<Cairn_Auth_V1_ChangePasswordResponse> {
        try await knowingOrigin(of: request) { try await changePassword(request: $0, context: context) }
    }

    /// Ends a sign-in by a provider, knowing where the call comes from.
    public func completeLogin(
        request: ServerRequest<Cairn_Auth_V1_CompleteLoginRequest>, context: ServerContext
    ) async throws -> ServerResponse<Cairn_Auth_V1_CompleteLoginResponse> {
        try await knowingOrigin(of: request) { try await completeLogin(request: $0, context: context) }
    }

    private func knowingOrigin<Input: Sendable, Output: Sendable>(
        of request: ServerRequest<Input>, _ answer: (Input) async throws -> Output
    ) async throws -> ServerResponse<Output> {
        try await SignInOrigin.$current.withValue(SignInOrigin(metadata: request.metadata)) {
            ServerResponse(message: try await answer(request.message))
        }
    }
}
