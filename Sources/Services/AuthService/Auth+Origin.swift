public import AuthAPI
public import GRPCCore

/// The endpoints that open sessions also look at the call's metadata.
extension Auth {
    /// Creates an account, knowing where the call comes from.
    public func register(
        request: ServerRequest<Cairn_Auth_V1_RegisterRequest>, context: ServerContext
    ) async throws -> ServerResponse<Cairn_Auth_V1_RegisterResponse> {
        try await SignInOrigin.$current.withValue(SignInOrigin(metadata: request.metadata)) {
            ServerResponse(message: try await register(request: request.message, context: context))
        }
    }

    /// Opens a session, knowing where the call comes from.
    public func login(
        request: ServerRequest<Cairn_Auth_V1_LoginRequest>, context: ServerContext
    ) async throws -> ServerResponse<Cairn_Auth_V1_LoginResponse> {
        try await SignInOrigin.$current.withValue(SignInOrigin(metadata: request.metadata)) {
            ServerResponse(message: try await login(request: request.message, context: context))
        }
    }
}
