import FoundationEssentials
import Postgres

/// Identities in PostgreSQL.
struct PostgresIdentityRepository: IdentityRepository {
    let database: PostgresClient

    static let columns = "provider, subject, user_id, email, create_time, last_use_time"

    func identities(of userID: UUID) async throws -> [Identity] {
        try await database.query(
            """
            SELECT \(unescaped: Self.columns) FROM auth.identities WHERE user_id = \(userID) ORDER BY create_time, provider
            """, as: (String, String, UUID, String?, Date, Date).self
        ).map {
            Identity(
                provider: $0.0, subject: $0.1, userID: $0.2, email: $0.3.map { EmailAddress(stored: $0) },
                createTime: $0.4, lastUseTime: $0.5)
        }
    }

    func user(provider: String, subject: String) async throws -> User? {
        let row = try await database.queryFirst(
            """
            SELECT account.id, account.email, account.name, account.create_time
            FROM auth.identities AS identity JOIN auth.users AS account ON account.id = identity.user_id
            WHERE identity.provider = \(provider) AND identity.subject = \(subject)
            """, as: (UUID, String, String, Date).self)
        return row.map(Self.user)
    }

    func account(email: EmailAddress) async throws -> (user: User, isEmailVerified: Bool)? {
        let row = try await database.queryFirst(
            "SELECT id, email, name, create_time, email_verified FROM auth.users WHERE email = \(email.text)",
            as: (UUID, String, String, Date, Bool).self)
        guard let (id, email, name, createTime, isVerified) = row else { return nil }
        return (Self.user((id, email, name, createTime)), isVerified)
    }

    private static func user(_ row: (UUID, String, String, Date)) -> User {
        User(id: row.0, storedEmail: row.1, storedName: row.2, createTime: row.3)
    }

    /// The update locks the identity, so that unlinking waits for the session and then ends it.
    func signIn(_ identity: Identity, session: Session) async throws -> Bool {
        try await database.execute(
            """
            WITH known AS (
                UPDATE auth.identities SET last_use_time = \(identity.lastUseTime), email = \(identity.email?.text)
                WHERE provider = \(identity.provider) AND subject = \(identity.subject)
                    AND user_id = \(session.userID)
                RETURNING user_id
            )
            INSERT INTO auth.sessions (\(unescaped: SessionColumns.names)) SELECT \(values: session) FROM known
            """) == 1
    }

    func insert(_ user: User, isEmailVerified: Bool, _ identity: Identity, session: Session) async throws -> Bool {
        try await unlessKnown {
            try await database.execute(
                """
                WITH account AS (
                    INSERT INTO auth.users (id, email, name, email_verified, create_time)
                    VALUES (\(user.id), \(user.email.text), \(user.name.text), \(isEmailVerified), \(user.createTime))
                    ON CONFLICT (email) DO NOTHING
                    RETURNING id
                ), identity AS (
                    INSERT INTO auth.identities (\(unescaped: Self.columns))
                    SELECT \(values: identity) FROM account
                )
                INSERT INTO auth.sessions (\(unescaped: SessionColumns.names)) SELECT \(values: session) FROM account
                """) == 1
        }
    }

    func link(_ identity: Identity, byVerifiedEmail email: EmailAddress, session: Session) async throws -> Bool {
        try await database.execute(
            """
            WITH linked AS (
                INSERT INTO auth.identities (\(unescaped: Self.columns))
                SELECT \(values: identity) FROM auth.users
                WHERE id = \(identity.userID) AND email = \(email.text) AND email_verified
                ON CONFLICT DO NOTHING
                RETURNING user_id
            )
            INSERT INTO auth.sessions (\(unescaped: SessionColumns.names)) SELECT \(values: session) FROM linked
            """) == 1
    }

    /// The account may have been added by the same identity a moment ago.
    private func unlessKnown(_ insert: () async throws -> Bool) async throws -> Bool {
        do {
            return try await insert()
        } catch let error as PostgresError where error.isUniqueViolation() {
            return false
        }
    }
}

extension PostgresQuery.StringInterpolation {
    /// Adds an identity's values in the order of ``PostgresIdentityRepository/columns``, separated by commas.
    mutating func appendInterpolation(values identity: Identity) {
        appendInterpolation(identity.provider)
        appendLiteral("::text, ")
        appendInterpolation(identity.subject)
        appendLiteral("::text, ")
        appendInterpolation(identity.userID)
        appendLiteral(", ")
        appendInterpolation(identity.email?.text)
        appendLiteral("::text, ")
        appendInterpolation(identity.createTime)
        appendLiteral(", ")
        appendInterpolation(identity.lastUseTime)
    }
}
