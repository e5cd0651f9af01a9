public import AuthAPI
public import GRPCCore
import ServiceKit

extension Auth {
    /// Ends the session of a token, or the caller's. Only the holder of the secret can; whoever asks is told the same.
    public func logout(
        request: Cairn_Auth_V1_LogoutRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_LogoutResponse {
        if let token = SessionToken(request.token) {
            if let (session, _) = try await sessions.session(id: token.sessionID),
                session.secretHash.matches(token.secret)
            {
                try await sessions.delete(id: session.id)
            }
        } else if request.token.isEmpty, let caller = Caller.current, let sessionID = caller.sessionID {
            _ = try await sessions.delete(id: sessionID, of: caller.userID)
        }
        return Cairn_Auth_V1_LogoutResponse()
    }
}
