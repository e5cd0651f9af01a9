import FoundationEssentials
import Postgres

/// Accounts in PostgreSQL.
struct PostgresUserRepository: UserRepository {
    let database: PostgresClient

    /// One statement, so that there is no account without its session, and so that of two registrations at the same time
    /// the second waits for the first and then finds the address taken.
    func insert(_ user: User, passwordHash: PasswordHash, firstSession session: Session) async throws
        -> Bool
    {
        let inserted = try await database.execute(
            """
            WITH account AS (
                INSERT INTO auth.users (id, email, name, password_hash, create_time)
                VALUES (\(user.id), \(user.email.text), \(user.name.text), \(passwordHash.description), \(user.createTime))
                ON CONFLICT (email) DO NOTHING
                RETURNING id
            )
            INSERT INTO auth.sessions (\(unescaped: SessionColumns.names)) SELECT \(values: session) FROM account
            """)
        return inserted == 1
    }

    func user(id: UUID) async throws -> User? {
        let row = try await database.queryFirst(
            "SELECT email, name, create_time FROM auth.users WHERE id = \(id)",
            as: (String, String, Date).self)
        guard let (email, name, createTime) = row else { return nil }
        return User(id: id, storedEmail: email, storedName: name, createTime: createTime)
    }

    func credentials(email: EmailAddress) async throws -> Credentials? {
        try await credentials(
            "SELECT \(unescaped: Self.credentialColumns) FROM auth.users WHERE email = \(email.text)")
    }

    func credentials(userID: UUID) async throws -> Credentials? {
        try await credentials(
            "SELECT \(unescaped: Self.credentialColumns) FROM auth.users WHERE id = \(userID)")
    }

    private static let credentialColumns =
        "id, email, name, create_time, password_hash, password_version"

    private func credentials(_ query: PostgresQuery) async throws -> Credentials? {
        let row = try await database.queryFirst(
            query, as: (UUID, String, String, Date, String?, Int32).self)
        guard let (id, email, name, createTime, text, version) = row else { return nil }
        let passwordHash = try text.map { text in
            guard let hash = PasswordHash(text) else { throw UnreadablePasswordHash(userID: id) }
            return hash
        }
        let user = User(id: id, storedEmail: email, storedName: name, createTime: createTime)
        return Credentials(user: user, passwordHash: passwordHash, passwordVersion: version)
    }

    func replacePasswordHash(of userID: UUID, _ old: PasswordHash, with new: PasswordHash)
        async throws
    {
        try await database.execute(
            """
            UPDATE auth.users SET password_hash = \(new.description)
            WHERE id = \(userID) AND password_hash = \(old.description)
            """)
    }

    /// Two statements, so that the second sees the sessions that were opened while the first waited for its lock.
    func changePassword(
        of userID: UUID, version: Int32, to new: PasswordHash, replacing current: UUID,
        by session: Session
    ) async throws -> Bool {
        do {
            try await database.withTransaction { transaction in
                let changed = try await transaction.execute(
                    """
                    UPDATE auth.users
                    SET password_hash = \(new.description), password_version = password_version + 1
                    WHERE id = \(userID) AND password_version = \(version)
                    """)
                guard changed == 1 else { throw Conflict() }
                let replaced = try await transaction.execute(
                    """
                    WITH over AS (DELETE FROM auth.sessions WHERE user_id = \(userID) RETURNING id)
                    INSERT INTO auth.sessions (\(unescaped: SessionColumns.names))
                    SELECT \(values: session) FROM over WHERE id = \(current)
                    """)
                guard replaced == 1 else { throw Conflict() }
            }
            return true
        } catch is Conflict {
            return false
        }
    }

    /// Rolls a transaction back.
    private struct Conflict: Error {}
}
