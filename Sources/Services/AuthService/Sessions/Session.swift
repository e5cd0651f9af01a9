import AuthAPI
import FoundationEssentials

/// A sign-in, from its beginning to its end.
struct Session: Sendable, Hashable {
    /// The first part of the token. It may be shown in logs; without the secret it opens nothing.
    let id: UUID
    let userID: UUID
    let secretHash: SecretHash
    let createTime: Date

    /// When the session ends whatever happens.
    let expireTime: Date

    /// When it was last used, to within ``SessionPolicy/refreshInterval``.
    let lastUseTime: Date

    /// Where it was opened from.
    let origin: SignInOrigin

    /// Who vouched for the user; empty for a password.
    let provider: String
}

extension Session {
    /// A session that begins now, and the token that its user gets and nobody else.
    static func open(
        for userID: UUID, at now: Date, _ policy: SessionPolicy, from origin: SignInOrigin = .current,
        by provider: String = ""
    ) -> (session: Session, token: SessionToken) {
        let token = SessionToken(sessionID: UUID(), secret: .random())
        let session = Session(
            id: token.sessionID,
            userID: userID,
            secretHash: token.secret.hash,
            createTime: now,
            expireTime: now.addingTimeInterval(policy.lifetime),
            lastUseTime: now,
            origin: origin,
            provider: provider)
        return (session, token)
    }
}
