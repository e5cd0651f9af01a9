import FoundationEssentials
import Postgres

/// Accounts in PostgreSQL.
struct PostgresUserRepository: UserRepository {
    let database: any PostgresSession

    /// One statement, so that there is no account without its session, and so that of two registrations at the same time
    /// the second waits for the first and then finds the address taken.
    func insert(_ user: User, passwordHash: PasswordHash, firstSession session: Session) async throws -> Bool {
        let inserted = try await database.execute(
            """
            WITH account AS (
                INSERT INTO auth.users (id, email, name, password_hash, create_time)
                VALUES (\(user.id), \(user.email.text), \(user.name.text), \(passwordHash.description), \(user.createTime))
                ON CONFLICT (email) DO NOTHING
                RETURNING id
            )
            INSERT INTO auth.sessions (id, user_id, secret_hash, create_time, expire_time, last_use_time)
            SELECT \(session.id), id, \(session.secretHash.bytes), \(session.createTime), \(session.expireTime),
                \(session.lastUseTime)
            FROM account
            """)
        return inserted == 1
    }

    func user(id: UUID) async throws -> User? {
        let row = try await database.queryFirst(
            "SELECT email, name, create_time FROM auth.users WHERE id = \(id)",
            as: (String, String, Date).self)
        guard let (email, name, createTime) = row else { return nil }
        return User(id: id, email: EmailAddress(stored: email), name: UserName(stored: name), createTime: createTime)
    }

    func credentials(email: EmailAddress) async throws -> Credentials? {
        let row = try await database.queryFirst(
            "SELECT id, name, create_time, password_hash FROM auth.users WHERE email = \(email.text)",
            as: (UUID, String, Date, String).self)
        guard let (id, name, createTime, text) = row else { return nil }
        guard let passwordHash = PasswordHash(text) else { throw UnreadablePasswordHash(userID: id) }
        let user = User(id: id, email: email, name: UserName(stored: name), createTime: createTime)
        return Credentials(user: user, passwordHash: passwordHash)
    }

    func replacePasswordHash(of userID: UUID, _ old: PasswordHash, with new: PasswordHash) async throws {
        try await database.execute(
            """
            UPDATE auth.users SET password_hash = \(new.description)
            WHERE id = \(userID) AND password_hash = \(old.description)
            """)
    }
}
