import FoundationEssentials
import Postgres

/// API tokens in PostgreSQL.
struct PostgresTokenRepository: TokenRepository {
    let database: PostgresClient

    private typealias Row = (UUID, UUID, String, [UInt8], String, Date, Date, Date?)

    private static func token(_ row: Row) -> APIToken {
        APIToken(
            id: row.0, userID: row.1, name: TokenName(stored: row.2),
            secretHash: SecretHash(bytes: row.3),
            scopes: row.4.split(separator: " ").map(String.init), createTime: row.5, expireTime: row.6,
            lastUseTime: row.7)
    }

    /// The account's row is locked first, so that many at once can't become more than are allowed. What has expired
    /// makes room.
    func insert(_ token: APIToken, maximumCount: Int32) async throws -> Bool {
        try await database.withTransaction { transaction in
            try await transaction.execute(
                "SELECT FROM auth.users WHERE id = \(token.userID) FOR NO KEY UPDATE")
            let inserted = try await transaction.execute(
                """
                WITH expired AS (
                    DELETE FROM auth.api_tokens WHERE user_id = \(token.userID) AND expire_time <= \(token.createTime)
                )
                INSERT INTO auth.api_tokens (id, user_id, name, secret_hash, scopes, create_time, expire_time)
                SELECT \(token.id), \(token.userID), \(token.name.text)::text, \(token.secretHash.bytes),
                    \(token.scopes.joined(separator: " "))::text, \(token.createTime), \(token.expireTime)
                WHERE (SELECT count(*) FROM auth.api_tokens
                    WHERE user_id = \(token.userID) AND expire_time > \(token.createTime)) < \(maximumCount)
                """)
            return inserted == 1
        }
    }

    func token(id: UUID) async throws -> (token: APIToken, user: User)? {
        let row = try await database.queryFirst(
            """
            SELECT token.user_id, token.name, token.secret_hash, token.scopes, token.create_time, token.expire_time,
                token.last_use_time, account.email, account.name, account.create_time
            FROM auth.api_tokens AS token JOIN auth.users AS account ON account.id = token.user_id
            WHERE token.id = \(id)
            """,
            as: (UUID, String, [UInt8], String, Date, Date, Date?, String, String, Date).self)
        guard let row else { return nil }
        let token = Self.token((id, row.0, row.1, row.2, row.3, row.4, row.5, row.6))
        let user = User(id: row.0, storedEmail: row.7, storedName: row.8, createTime: row.9)
        return (token, user)
    }

    func recordUse(ofToken id: UUID, at time: Date, ifNotSince limit: Date) async throws {
        try await database.execute(
            """
            UPDATE auth.api_tokens SET last_use_time = \(time)
            WHERE id = \(id) AND (last_use_time IS NULL OR last_use_time <= \(limit))
            """)
    }

    func tokens(of userID: UUID, aliveAt now: Date) async throws -> [APIToken] {
        try await database.query(
            """
            SELECT id, user_id, name, secret_hash, scopes, create_time, expire_time, last_use_time
            FROM auth.api_tokens WHERE user_id = \(userID) AND expire_time > \(now)
            ORDER BY create_time DESC, id
            """, as: Row.self
        ).map(Self.token)
    }

    func delete(token id: UUID, of userID: UUID) async throws -> Bool {
        try await database.execute(
            "DELETE FROM auth.api_tokens WHERE id = \(id) AND user_id = \(userID)") == 1
    }
}
