import FoundationEssentials
import Postgres

/// Counts wrong passwords in PostgreSQL.
struct PostgresFailureRepository: FailureRepository {
    let database: PostgresClient

    func failures(_ counter: FailureCounter) async throws -> PasswordFailures? {
        let row = try await database.queryFirst(
            """
            SELECT count, last_time FROM auth.password_failures
            WHERE email_hash = \(counter.emailHash) AND is_known = \(counter.isKnown)
            """, as: (Int32, Date).self)
        return row.map { PasswordFailures(count: $0.0, lastTime: $0.1) }
    }

    func replace(
        _ old: PasswordFailures?, with new: PasswordFailures, _ counter: FailureCounter
    ) async throws -> Bool {
        guard let old else {
            return try await database.execute(
                """
                INSERT INTO auth.password_failures (email_hash, is_known, count, last_time)
                VALUES (\(counter.emailHash), \(counter.isKnown), \(new.count), \(new.lastTime))
                ON CONFLICT DO NOTHING
                """) == 1
        }
        return try await database.execute(
            """
            UPDATE auth.password_failures SET count = \(new.count), last_time = \(new.lastTime)
            WHERE email_hash = \(counter.emailHash) AND is_known = \(counter.isKnown)
                AND count = \(old.count) AND last_time = \(old.lastTime)
            """) == 1
    }

    func takeBack(_ counter: FailureCounter) async throws {
        try await database.execute(
            """
            UPDATE auth.password_failures SET count = count - 1
            WHERE email_hash = \(counter.emailHash) AND is_known = \(counter.isKnown) AND count > 0
            """)
    }

    func forget(_ counter: FailureCounter) async throws {
        try await database.execute(
            """
            DELETE FROM auth.password_failures
            WHERE email_hash = \(counter.emailHash) AND is_known = \(counter.isKnown)
            """)
    }
}
