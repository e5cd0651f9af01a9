import AuthAPI
import FoundationEssentials
import Postgres

/// Sessions in PostgreSQL.
struct PostgresSessionRepository: SessionRepository {
    let database: PostgresClient

    /// The lock lets a change of the password wait for this session, and then end it, or this session see the change.
    func insert(_ session: Session, passwordVersion: Int32, _ policy: SessionPolicy) async throws
        -> Bool
    {
        let inserted = try await database.execute(
            """
            WITH over AS (
                DELETE FROM auth.sessions
                WHERE user_id = \(session.userID) AND (
                    expire_time <= \(session.createTime) OR last_use_time <= \(policy.idleLimit(at: session.createTime)))
            )
            INSERT INTO auth.sessions (\(unescaped: SessionColumns.names))
            SELECT \(values: session)
            FROM auth.users WHERE id = \(session.userID) AND password_version = \(passwordVersion) FOR SHARE
            """)
        return inserted == 1
    }

    func session(id: UUID) async throws -> (session: Session, user: User)? {
        let row = try await database.queryFirst(
            """
            SELECT session.user_id, session.secret_hash, session.create_time, session.expire_time, session.last_use_time,
                session.user_agent, session.client_address, session.provider, account.email, account.name,
                account.create_time
            FROM auth.sessions AS session JOIN auth.users AS account ON account.id = session.user_id
            WHERE session.id = \(id)
            """,
            as: (UUID, [UInt8], Date, Date, Date, String, String, String, String, String, Date).self)
        guard let row else { return nil }
        let session = SessionColumns.session((id, row.0, row.1, row.2, row.3, row.4, row.5, row.6, row.7))
        let user = User(id: row.0, storedEmail: row.8, storedName: row.9, createTime: row.10)
        return (session, user)
    }

    func recordUse(of sessionID: UUID, at time: Date, ifNotSince limit: Date) async throws {
        try await database.execute(
            "UPDATE auth.sessions SET last_use_time = \(time) WHERE id = \(sessionID) AND last_use_time <= \(limit)"
        )
    }

    func sessions(of userID: UUID, aliveAt now: Date, _ policy: SessionPolicy, limit: Int32)
        async throws -> [Session]
    {
        let rows = try await database.query(
            """
            SELECT \(unescaped: SessionColumns.names) FROM auth.sessions
            WHERE user_id = \(userID) AND expire_time > \(now) AND last_use_time > \(policy.idleLimit(at: now))
            ORDER BY last_use_time DESC, id LIMIT \(limit)
            """, as: SessionColumns.Row.self)
        return rows.map(SessionColumns.session)
    }

    func clientAddresses(email: EmailAddress, aliveAt now: Date, _ policy: SessionPolicy) async throws -> [String] {
        try await database.query(
            """
            SELECT DISTINCT session.client_address
            FROM auth.sessions AS session JOIN auth.users AS account ON account.id = session.user_id
            WHERE account.email = \(email.text)
                AND session.expire_time > \(now) AND session.last_use_time > \(policy.idleLimit(at: now))
            """, as: String.self)
    }

    /// The rows are locked in one order, so that two sign-ins at once do not wait for each other. Each removes what the other
    /// has added before, so that the last one leaves no more than `count`.
    func trim(of userID: UUID, to count: Int32) async throws {
        try await database.execute(
            """
            WITH old AS (
                SELECT id FROM auth.sessions WHERE user_id = \(userID)
                ORDER BY last_use_time DESC, create_time DESC, id OFFSET \(count)
            ), locked AS (
                SELECT id FROM auth.sessions WHERE id IN (SELECT id FROM old) ORDER BY id FOR UPDATE
            )
            DELETE FROM auth.sessions WHERE id IN (SELECT id FROM locked)
            """)
    }

    func delete(id: UUID) async throws {
        try await database.execute("DELETE FROM auth.sessions WHERE id = \(id)")
    }

    func delete(id: UUID, of userID: UUID) async throws -> Bool {
        try await database.execute("DELETE FROM auth.sessions WHERE id = \(id) AND user_id = \(userID)")
            == 1
    }

    func deleteAll(of userID: UUID, except kept: UUID?) async throws -> Int {
        try await database.execute(
            "DELETE FROM auth.sessions WHERE user_id = \(userID) AND id IS DISTINCT FROM \(kept)")
    }
}
