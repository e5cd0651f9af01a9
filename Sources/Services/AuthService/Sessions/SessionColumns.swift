import AuthAPI
import FoundationEssentials
import Postgres

/// The columns of `auth.sessions` in one order, for everything that writes and reads them.
enum SessionColumns {
    static let names =
        "id, user_id, secret_hash, create_time, expire_time, last_use_time, user_agent, client_address, provider"

    typealias Row = (UUID, UUID, [UInt8], Date, Date, Date, String, String, String)

    static func session(_ row: Row) -> Session {
        Session(
            id: row.0, userID: row.1, secretHash: SecretHash(bytes: row.2), createTime: row.3, expireTime: row.4,
            lastUseTime: row.5, origin: SignInOrigin(userAgent: row.6, clientAddress: row.7), provider: row.8)
    }
}

extension PostgresQuery.StringInterpolation {
    /// Adds a session's values in the order of ``SessionColumns/names``, separated by commas.
    mutating func appendInterpolation(values session: Session) {
        appendInterpolation(session.id)
        appendLiteral(", ")
        appendInterpolation(session.userID)
        appendLiteral(", ")
        appendInterpolation(session.secretHash.bytes)
        appendLiteral(", ")
        appendInterpolation(session.createTime)
        appendLiteral(", ")
        appendInterpolation(session.expireTime)
        appendLiteral(", ")
        appendInterpolation(session.lastUseTime)
        appendLiteral(", ")
        appendInterpolation(session.origin.userAgent)
        appendLiteral("::text, ")
        appendInterpolation(session.origin.clientAddress)
        appendLiteral("::text, ")
        appendInterpolation(session.provider)
        appendLiteral("::text")
    }
}
