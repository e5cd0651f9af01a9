import FoundationEssentials
import Postgres

/// Sessions in PostgreSQL.
struct PostgresSessionRepository: SessionRepository {
    let database: any PostgresSession

    func insert(_ session: Session, _ policy: SessionPolicy) async throws {
        let idleSince = session.createTime.addingTimeInterval(-policy.idleTimeout)
        try await database.execute(
            """
            WITH over AS (
                DELETE FROM auth.sessions
                WHERE user_id = \(session.userID)
                    AND (expire_time <= \(session.createTime) OR last_use_time <= \(idleSince))
            )
            INSERT INTO auth.sessions (id, user_id, secret_hash, create_time, expire_time, last_use_time)
            VALUES (\(session.id), \(session.userID), \(session.secretHash.bytes), \(session.createTime),
                \(session.expireTime), \(session.lastUseTime))
            """)
    }

    func session(id: UUID) async throws -> (session: Session, user: User)? {
        let row = try await database.queryFirst(
            """
            SELECT session.user_id, session.secret_hash, session.create_time, session.expire_time, session.last_use_time,
                account.email, account.name, account.create_time
            FROM auth.sessions AS session JOIN auth.users AS account ON account.id = session.user_id
            WHERE session.id = \(id)
            """,
            as: (UUID, [UInt8], Date, Date, Date, String, String, Date).self)
        guard let (userID, hash, createTime, expireTime, lastUseTime, email, name, userCreateTime) = row else {
            return nil
        }
        let session = Session(
            id: id,
            userID: userID,
            secretHash: SessionSecret.Hash(bytes: hash),
            createTime: createTime,
            expireTime: expireTime,
            lastUseTime: lastUseTime)
        let user = User(
            id: userID, email: EmailAddress(stored: email), name: UserName(stored: name), createTime: userCreateTime)
        return (session, user)
    }

    func recordUse(of sessionID: UUID, at time: Date) async throws {
        try await database.execute(
            "UPDATE auth.sessions SET last_use_time = \(time) WHERE id = \(sessionID) AND last_use_time < \(time)")
    }

    func delete(id: UUID) async throws {
        try await database.execute("DELETE FROM auth.sessions WHERE id = \(id)")
    }
}
