extension PostgresClient {
    /// Runs several statements on one connection, for what is bound to a connection such as advisory locks.
    public func withConnection<Result>(
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let lease = try await pool.lease(until: deadline)
        let loan = Loan(lease.connection)
        defer {
            loan.end()
            pool.release(lease)
        }
        return try await body(PostgresConnection(client: self, loan: loan))
    }

    /// Runs statements in a transaction: committed when `body` returns, rolled back when it throws.
    /// - Parameters:
    ///   - isolation: the server's default when nil.
    ///   - body: gets the transaction, which can't hold another one.
    public func withTransaction<Result>(
        isolation: PostgresIsolation? = nil, _ body: (PostgresTransaction) async throws -> Result
    ) async throws -> Result {
        let lease = try await begin(isolation)
        defer { pool.release(lease) }
        return try await finishTransaction(on: lease.connection, body)
    }

    /// Gets a connection and opens a transaction on it, in one span; a connection that dies meanwhile is replaced once.
    private func begin(_ isolation: PostgresIsolation?) async throws(PostgresError) -> ConnectionPool.Machine.Lease {
        let deadline = self.deadline
        let query = PostgresQuery.begin(isolation)
        return try await tracing.withSpan(query.text) { () throws(PostgresError) in
            do throws(PostgresError) {
                return try await begin(query, until: deadline)
            } catch {
                guard error.code == .connectionLost else { throw error }
                return try await begin(query, until: deadline)
            }
        }
    }

    private func begin(
        _ query: PostgresQuery, until deadline: ContinuousClock.Instant?
    ) async throws(PostgresError) -> ConnectionPool.Machine.Lease {
        let lease = try await pool.lease(until: deadline)
        do throws(PostgresError) {
            _ = try await lease.connection.execute(query, until: deadline)
            return lease
        } catch {
            pool.release(lease)
            throw error
        }
    }
}
