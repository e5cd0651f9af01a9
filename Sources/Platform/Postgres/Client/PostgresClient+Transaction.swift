extension PostgresQuery {
    static func begin(_ isolation: PostgresIsolation?) -> PostgresQuery {
        PostgresQuery(unescaped: isolation.map { "BEGIN ISOLATION LEVEL \($0.rawValue)" } ?? "BEGIN")
    }
}

extension PostgresClient {
    /// Runs `body` in the transaction that is open on the connection, and ends the transaction.
    func finishTransaction<Result>(
        on connection: LibPQConnection, _ body: (PostgresTransaction) async throws -> Result
    ) async throws -> Result {
        let result: Result
        do {
            let loan = Loan(connection)
            defer { loan.end() }
            result = try await body(PostgresTransaction(client: self, loan: loan))
        } catch {
            await rollBack(connection)
            throw error
        }
        try await commit(connection)
        return result
    }

    private func commit(_ connection: LibPQConnection) async throws(PostgresError) {
        let tag: String
        do throws(PostgresError) {
            tag = try await tracing.withSpan("COMMIT") { () throws(PostgresError) in
                try await connection.execute("COMMIT", until: deadline).commandTag
            }
        } catch {
            await rollBack(connection)
            throw error
        }
        guard tag == "COMMIT" else {
            throw PostgresError(
                .transactionAborted, "a statement of the transaction had failed, so the server rolled it back")
        }
    }

    /// Not stopped by cancellation, which is often the reason for it. A connection that fails here is closed.
    private func rollBack(_ connection: LibPQConnection) async {
        guard connection.isInTransaction else { return }
        let limit = ContinuousClock.now.advanced(by: configuration.cancelTimeout)
        do throws(PostgresError) {
            _ = try await tracing.withSpan("ROLLBACK") { () throws(PostgresError) in
                try await connection.execute("ROLLBACK", until: limit, isCancellable: false)
            }
        } catch {
            connection.abandon()
        }
    }
}
