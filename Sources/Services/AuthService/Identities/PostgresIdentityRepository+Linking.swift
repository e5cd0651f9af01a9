import FoundationEssentials
import Postgres

extension PostgresIdentityRepository {
    func link(
        _ identity: Identity, verifiedEmail: EmailAddress?, replacing current: UUID, by session: Session
    ) async throws -> LinkOutcome {
        do {
            return try await database.withTransaction { transaction in
                let added = try await transaction.execute(
                    """
                    INSERT INTO auth.identities (\(unescaped: Self.columns)) VALUES (\(values: identity))
                    ON CONFLICT DO NOTHING
                    """)
                var outcome = LinkOutcome.linked
                if added == 0 {
                    let owner = try await transaction.queryFirst(
                        """
                        SELECT user_id FROM auth.identities
                        WHERE provider = \(identity.provider) AND subject = \(identity.subject)
                        """, as: UUID.self)
                    guard let owner else { return .another }
                    guard owner == identity.userID else { return .taken }
                    outcome = .known
                }
                if let verifiedEmail {
                    try await transaction.execute(
                        """
                        UPDATE auth.users SET email_verified = true
                        WHERE id = \(identity.userID) AND email = \(verifiedEmail.text) AND NOT email_verified
                        """)
                }
                let replaced = try await transaction.execute(
                    """
                    WITH over AS (
                        DELETE FROM auth.sessions WHERE id = \(current) AND user_id = \(identity.userID) RETURNING id
                    )
                    INSERT INTO auth.sessions (\(unescaped: SessionColumns.names)) SELECT \(values: session) FROM over
                    """)
                guard replaced == 1 else { throw SessionOver() }
                return outcome
            }
        } catch is SessionOver {
            return .sessionOver
        }
    }

    /// The account's row is locked first, so that of two that are unlinked at once the second is seen to be the last. The lock
    /// leaves new sessions their reference to the row.
    func unlink(provider: String, of userID: UUID, keeping current: UUID) async throws -> UnlinkOutcome {
        try await database.withTransaction { transaction in
            let hasPassword = try await transaction.queryFirst(
                "SELECT password_hash IS NOT NULL FROM auth.users WHERE id = \(userID) FOR NO KEY UPDATE", as: Bool.self
            )
            let linked = try await transaction.query(
                "SELECT provider FROM auth.identities WHERE user_id = \(userID)", as: String.self)
            guard linked.contains(provider) else { return .none }
            guard hasPassword == true || linked.count > 1 else { return .last }
            try await transaction.execute(
                "DELETE FROM auth.identities WHERE user_id = \(userID) AND provider = \(provider)")
            try await transaction.execute(
                """
                DELETE FROM auth.sessions WHERE user_id = \(userID) AND provider = \(provider) AND id <> \(current)
                """)
            return .unlinked
        }
    }

    /// Rolls a transaction back.
    private struct SessionOver: Error {}
}
