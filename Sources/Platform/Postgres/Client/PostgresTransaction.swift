/// A transaction under way. It ends with the closure that got it, and is usable by one task at a time.
public struct PostgresTransaction: PostgresSession {
    let client: PostgresClient
    let loan: Loan

    /// Runs a statement and waits for the whole result.
    public func send(_ query: PostgresQuery) async throws(PostgresError) -> PostgresResult {
        let connection = try loan.connection()
        return try await client.tracing.withSpan(query.text) { () throws(PostgresError) in
            try await connection.execute(query, until: client.deadline)
        }
    }
}
