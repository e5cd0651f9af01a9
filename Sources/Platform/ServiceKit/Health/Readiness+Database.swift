public import Postgres

extension Readiness {
    /// Whether the database answers.
    public static func database(_ client: PostgresClient) -> Readiness {
        Readiness("database") { try await client.execute("SELECT 1") }
    }
}
