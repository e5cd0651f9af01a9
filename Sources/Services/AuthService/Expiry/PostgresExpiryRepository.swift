import FoundationEssentials
import Postgres

/// Removes expired rows in PostgreSQL.
struct PostgresExpiryRepository: ExpiryRepository {
    let database: PostgresClient

    /// The walk goes along the primary key: an index on the time of the last use would have to be changed with every use.
    /// What somebody else has locked, because it is used or removed just now, is left to them.
    func removeSessions(
        after cursor: UUID, overAt now: Date, _ policy: SessionPolicy, batch: Int32
    ) async throws -> (removed: Int, next: UUID?) {
        let row = try await database.queryFirst(
            """
            WITH batch AS (
                SELECT id FROM auth.sessions WHERE id > \(cursor) ORDER BY id LIMIT \(batch)
            ), over AS (
                SELECT id FROM auth.sessions WHERE id IN (SELECT id FROM batch)
                    AND (expire_time <= \(now) OR last_use_time <= \(policy.idleLimit(at: now)))
                FOR UPDATE SKIP LOCKED
            ), removed AS (
                DELETE FROM auth.sessions WHERE id IN (SELECT id FROM over) RETURNING 1
            )
            SELECT (SELECT count(*) FROM removed), (SELECT count(*) FROM batch),
                (SELECT id FROM batch ORDER BY id DESC LIMIT 1)
            """, as: (Int64, Int64, UUID?).self)
        guard let (removed, seen, last) = row else { return (0, nil) }
        return (Int(removed), seen < Int64(batch) ? nil : last)
    }

    func removeTokens(expiredAt now: Date, batch: Int32) async throws -> Int {
        try await database.execute(
            """
            DELETE FROM auth.api_tokens WHERE id IN (
                SELECT id FROM auth.api_tokens WHERE expire_time <= \(now) LIMIT \(batch) FOR UPDATE SKIP LOCKED)
            """)
    }

    func removeLoginAttempts(expiredAt now: Date, batch: Int32) async throws -> Int {
        try await database.execute(
            """
            DELETE FROM auth.login_attempts WHERE state_hash IN (
                SELECT state_hash FROM auth.login_attempts WHERE expire_time <= \(now) LIMIT \(batch)
                FOR UPDATE SKIP LOCKED)
            """)
    }

    func removePasswordFailures(notAfter limit: Date, batch: Int32) async throws -> Int {
        try await database.execute(
            """
            DELETE FROM auth.password_failures WHERE (email_hash, is_known) IN (
                SELECT email_hash, is_known FROM auth.password_failures WHERE last_time <= \(limit) LIMIT \(batch)
                FOR UPDATE SKIP LOCKED)
            """)
    }
}
