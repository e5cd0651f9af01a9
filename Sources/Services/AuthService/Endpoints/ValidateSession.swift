public import AuthAPI
import FoundationEssentials
public import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Tells whose session or API token this is, and keeps a session that is used from going idle.
    ///
    /// One query answers. A use is written down when the last that is known is a minute old, after the secret is verified.
    public func validateSession(
        request: Cairn_Auth_V1_ValidateSessionRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ValidateSessionResponse {
        request.token.hasPrefix(APITokenSecret.prefix)
            ? try await validate(apiToken: request.token) : try await validate(session: request.token)
    }

    private func validate(session text: String) async throws -> Cairn_Auth_V1_ValidateSessionResponse {
        let now = now()
        guard let token = SessionToken(text),
            let (session, user) = try await sessions.session(id: token.sessionID),
            session.secretHash.matches(token.secret),
            policy.isAlive(session, at: now)
        else {
            throw RPCError(code: .unauthenticated, message: "the session is unknown or over")
        }
        let limit = policy.refreshLimit(at: now)
        if session.lastUseTime <= limit {
            try await sessions.recordUse(of: session.id, at: now, ifNotSince: limit)
        }
        return .with {
            $0.user = user.message
            $0.expireTime = session.expireTime.timestamp
            $0.sessionID = session.id.text
            $0.scopes = [Caller.everything]
        }
    }

    private func validate(apiToken text: String) async throws -> Cairn_Auth_V1_ValidateSessionResponse {
        let now = now()
        guard let shown = APITokenSecret(text),
            let (token, user) = try await tokens.token(id: shown.tokenID),
            token.secretHash.matches(shown.secret),
            token.isAlive(at: now)
        else {
            throw RPCError(code: .unauthenticated, message: "the API token is unknown or over")
        }
        let limit = policy.refreshLimit(at: now)
        if token.lastUseTime.map({ $0 <= limit }) ?? true {
            try await tokens.recordUse(ofToken: token.id, at: now, ifNotSince: limit)
        }
        return .with {
            $0.user = user.message
            $0.expireTime = token.expireTime.timestamp
            $0.scopes = token.scopes
            $0.tokenID = token.id.text
        }
    }
}
