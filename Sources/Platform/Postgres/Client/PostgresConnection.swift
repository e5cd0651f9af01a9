/// A connection on loan from the pool, for what is bound to a connection: session settings, advisory locks.
///
/// It is usable until the closure that got it returns, and by one task at a time.
public struct PostgresConnection: PostgresSession {
    let client: PostgresClient
    let loan: Loan

    /// Runs a statement and waits for the whole result.
    public func send(_ query: PostgresQuery) async throws(PostgresError) -> PostgresResult {
        let connection = try loan.connection()
        return try await client.tracing.withSpan(query.text) { () throws(PostgresError) in
            try await connection.execute(query, until: client.deadline)
        }
    }

    /// Runs statements in a transaction: committed when `body` returns, rolled back when it throws.
    /// - Parameters:
    ///   - isolation: the server's default when nil.
    ///   - body: gets the transaction, which can't hold another one.
    public func withTransaction<Result>(
        isolation: PostgresIsolation? = nil, _ body: (PostgresTransaction) async throws -> Result
    ) async throws -> Result {
        _ = try await send(.begin(isolation))
        return try await client.finishTransaction(on: loan.connection(), body)
    }
}
