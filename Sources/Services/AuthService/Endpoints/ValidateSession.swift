public import AuthAPI
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Tells whose token this is, and keeps a session that is used from going idle.
    public func validateSession(
        request: Cairn_Auth_V1_ValidateSessionRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ValidateSessionResponse {
        let now = now()
        guard let token = SessionToken(request.token),
            let (session, user) = try await sessions.session(id: token.sessionID),
            session.secretHash.matches(token.secret),
            policy.isAlive(session, at: now)
        else {
            throw RPCError(code: .unauthenticated, message: "the session is unknown or over")
        }
        if policy.needsRefresh(session, at: now) {
            try await sessions.recordUse(of: session.id, at: now)
        }
        return .with {
            $0.user = user.message
            $0.expireTime = session.expireTime.timestamp
        }
    }
}
