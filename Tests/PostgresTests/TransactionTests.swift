import Testing

@testable import Postgres

@Suite struct TransactionTests {
    struct Stop: Error {}

    private func table() async throws -> PostgresClient {
        let client = try await Fixture().client
        try await client.execute("CREATE TABLE notes (text text)")
        return client
    }

    @Test func aTransactionThatReturnsIsCommitted() async throws {
        let client = try await table()
        let answer = try await client.withTransaction { transaction in
            try await transaction.execute("INSERT INTO notes VALUES ('a')")
            #expect(try await client.query("SELECT text FROM notes", as: String.self) == [])
            return 42
        }
        #expect(answer == 42)
        #expect(try await client.query("SELECT text FROM notes", as: String.self) == ["a"])
    }

    @Test func aTransactionThatThrowsIsRolledBack() async throws {
        let client = try await table()
        await #expect(throws: Stop.self) {
            try await client.withTransaction { transaction in
                try await transaction.execute("INSERT INTO notes VALUES ('a')")
                throw Stop()
            }
        }
        #expect(try await client.query("SELECT text FROM notes", as: String.self) == [])
    }

    @Test func aFailureThatWasSwallowedIsNotCommitted() async throws {
        let client = try await table()
        let error = try await postgresError {
            try await client.withTransaction { transaction in
                try await transaction.execute("INSERT INTO notes VALUES ('a')")
                _ = try? await transaction.execute("SELECT 1 / 0")
            }
        }
        #expect(error.code == .transactionAborted)
        #expect(try await client.query("SELECT text FROM notes", as: String.self) == [])
    }

    @Test(arguments: [PostgresIsolation.readCommitted, .repeatableRead, .serializable])
    func theIsolationIsTheOneAskedFor(isolation: PostgresIsolation) async throws {
        let client = try await Fixture().client
        let level = try await client.withTransaction(isolation: isolation) { transaction in
            try await transaction.queryFirst("SELECT current_setting('transaction_isolation')", as: String.self)
        }
        #expect(level?.uppercased() == isolation.rawValue)
    }

    @Test func aLostSerializableTransactionIsRecognised() async throws {
        let client = try await table()
        try await client.execute("INSERT INTO notes VALUES ('a')")
        let error = try await postgresError {
            try await client.withTransaction(isolation: .repeatableRead) { transaction in
                _ = try await transaction.query("SELECT text FROM notes", as: String.self)
                try await client.execute("UPDATE notes SET text = 'b'")
                try await transaction.execute("UPDATE notes SET text = 'c'")
            }
        }
        #expect(error.isSerializationFailure)
    }

    @Test func aTransactionOnAConnectionEndsBeforeTheConnection() async throws {
        let client = try await table()
        try await client.withConnection { connection in
            let kept = try await connection.withTransaction { transaction in
                try await transaction.execute("INSERT INTO notes VALUES ('a')")
                return transaction
            }
            let error = try await postgresError { try await kept.execute("SELECT 1") }
            #expect(error.code == .connectionMisuse)
            #expect(try await connection.query("SELECT text FROM notes", as: String.self) == ["a"])
        }
    }

    @Test func aConnectionWithAnOpenTransactionIsNotUsedAgain() async throws {
        let fixture = try await Fixture { $0.pool.maximumConnections = 1 }
        try await fixture.client.withConnection { connection in
            try await connection.execute("BEGIN")
            try await connection.execute("CREATE TABLE forgotten ()")
        }
        let found = try await fixture.client.queryFirst(
            "SELECT count(*) FROM pg_tables WHERE tablename = 'forgotten'", as: Int.self)
        #expect(found == 0)
    }
}
