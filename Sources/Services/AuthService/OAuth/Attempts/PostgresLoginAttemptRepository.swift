import FoundationEssentials
import Postgres

/// Attempts in PostgreSQL.
struct PostgresLoginAttemptRepository: LoginAttemptRepository {
    let database: PostgresClient

    func insert(_ attempt: LoginAttempt) async throws {
        try await database.execute(
            """
            INSERT INTO auth.login_attempts
                (state_hash, browser_hash, provider, return_path, user_id, session_id, expire_time)
            VALUES (\(attempt.stateHash.bytes), \(attempt.browserHash.bytes), \(attempt.provider),
                \(attempt.returnPath.text), \(attempt.linking?.userID), \(attempt.linking?.sessionID),
                \(attempt.expireTime))
            """)
    }

    /// The server compares SHA-256 hashes of random secrets: whoever tries can't choose their bytes, so the time that it
    /// takes tells nothing.
    func take(stateHash: SecretHash, browserHash: SecretHash, provider: String) async throws -> LoginAttempt? {
        let row = try await database.queryFirst(
            """
            DELETE FROM auth.login_attempts
            WHERE state_hash = \(stateHash.bytes) AND browser_hash = \(browserHash.bytes) AND provider = \(provider)
            RETURNING return_path, user_id, session_id, expire_time
            """,
            as: (String, UUID?, UUID?, Date).self)
        guard let (path, userID, sessionID, expireTime) = row else { return nil }
        var linking: LoginAttempt.Linking?
        if let userID, let sessionID { linking = .init(userID: userID, sessionID: sessionID) }
        return LoginAttempt(
            stateHash: stateHash, browserHash: browserHash, provider: provider, returnPath: ReturnPath(stored: path),
            linking: linking, expireTime: expireTime)
    }
}
