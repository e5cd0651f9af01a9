public import AuthAPI
public import GRPCCore

extension Auth {
    /// Ends the session of a token. Only the holder of the secret can; whoever asks is told the same.
    public func logout(
        request: Cairn_Auth_V1_LogoutRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_LogoutResponse {
        if let token = SessionToken(request.token),
            let (session, _) = try await sessions.session(id: token.sessionID),
            session.secretHash.matches(token.secret)
        {
            try await sessions.delete(id: session.id)
        }
        return Cairn_Auth_V1_LogoutResponse()
    }
}
