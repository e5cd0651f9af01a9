import Interceptors
import Telemetry
import TestSupport
import Testing

@testable import Postgres

@Suite struct ClientTests {
    @Test func aThousandQueriesShareTenConnections() async throws {
        let fixture = try await Fixture { $0.pool.acquireTimeout = .seconds(60) }
        let client = fixture.client
        let answers = try await withThrowingTaskGroup(of: (Int, Int32).self) { group in
            for number in 0..<1000 {
                group.addTask {
                    let row = try await client.queryFirst(
                        "SELECT \(number), pg_backend_pid()", as: (Int, Int32).self)
                    return try #require(row)
                }
            }
            return try await group.reduce(into: [Int: Int32]()) { $0[$1.0] = $1.1 }
        }
        #expect(answers.count == 1000)
        #expect(Set(answers.values).count <= 10)
    }

    @Test func affectedRowsAreCounted() async throws {
        let client = try await Fixture().client
        #expect(try await client.execute("CREATE TABLE numbers (n bigint PRIMARY KEY)") == 0)
        #expect(try await client.execute("INSERT INTO numbers SELECT generate_series(1, 10)") == 10)
        #expect(try await client.execute("UPDATE numbers SET n = -n WHERE n > \(7)") == 3)
        #expect(try await client.execute("DELETE FROM numbers WHERE n > \(100)") == 0)
        #expect(try await client.query("SELECT n FROM numbers WHERE false", as: Int.self).isEmpty)
        #expect(try await client.queryFirst("SELECT n FROM numbers WHERE n = \(99)", as: Int.self) == nil)
    }

    @Test func aLargeResultArrivesWhole() async throws {
        let client = try await Fixture().client
        let rows = try await client.query(
            "SELECT n, repeat('x', 100) FROM generate_series(1, \(50_000)) n", as: (Int32, String).self)
        #expect(rows.count == 50_000)
        #expect(rows.enumerated().allSatisfy { $0.offset + 1 == Int($0.element.0) && $0.element.1.utf8.count == 100 })
    }

    @Test func statementsArePreparedOncePerConnectionAndBounded() async throws {
        let fixture = try await Fixture { $0.preparedStatementLimit = 3 }
        let names = try await fixture.client.withConnection { connection in
            for number in 0..<10 {
                let query = PostgresQuery(unescaped: "SELECT \(number)")
                for _ in 0..<2 { #expect(try await connection.query(query, as: Int.self) == [number]) }
            }
            return try await connection.query("SELECT name FROM pg_prepared_statements", as: String.self)
        }
        #expect(names.count == 3)
    }

    @Test func aChangedTableMakesNoTrouble() async throws {
        let client = try await Fixture().client
        try await client.withConnection { connection in
            try await connection.execute("CREATE TABLE changing (a int)")
            try await connection.execute("INSERT INTO changing VALUES (1)")
            #expect(try await connection.query("SELECT * FROM changing", as: Int.self) == [1])
            try await connection.execute("ALTER TABLE changing ADD COLUMN b text DEFAULT 'new'")
            let rows = try await connection.query("SELECT * FROM changing", as: (Int, String).self)
            #expect(rows.map(\.1) == ["new"])
            let update = { (value: String) -> PostgresQuery in "UPDATE changing SET b = \(value)" }
            try await connection.execute(update("text"))
            try await connection.execute("ALTER TABLE changing ALTER b DROP DEFAULT, ALTER b TYPE json USING '{}'")
            try await connection.execute(update("[]"))
            try await connection.execute("DEALLOCATE ALL")
            #expect(try await connection.query("SELECT a FROM changing WHERE a = \(1)", as: Int.self) == [1])
        }
    }

    @Test func aViolationIsRecognised() async throws {
        let client = try await Fixture().client
        try await client.execute("CREATE TABLE users (email text CONSTRAINT users_email_key UNIQUE)")
        try await client.execute("INSERT INTO users VALUES (\("ann@example.org"))")
        let error = try await postgresError {
            try await client.execute("INSERT INTO users VALUES (\("ann@example.org"))")
        }
        #expect(error.code == .server && error.sqlState == "23505" && error.constraint == "users_email_key")
        #expect(error.isUniqueViolation() && error.isUniqueViolation(constraint: "users_email_key"))
        #expect(!error.isUniqueViolation(constraint: "other") && !error.isForeignKeyViolation())
        #expect(!"\(error)".contains("ann@example.org"))
        #expect(String(reflecting: error).contains("ann@example.org"))
    }

    @Test func aSyntaxErrorLeavesTheConnectionInOrder() async throws {
        let fixture = try await Fixture { $0.pool.maximumConnections = 1 }
        let before = try await fixture.client.queryFirst("SELECT pg_backend_pid()", as: Int.self)
        let error = try await postgresError { try await fixture.client.execute("SELEKT \("secret")") }
        #expect(error.sqlState == "42601")
        #expect(try await fixture.client.queryFirst("SELECT pg_backend_pid()", as: Int.self) == before)
    }

    @Test func aConnectionEndsWithItsClosure() async throws {
        let client = try await Fixture().client
        let kept = try await client.withConnection { $0 }
        let error = try await postgresError { try await kept.execute("SELECT 1") }
        #expect(error.code == .connectionMisuse)
    }

    @Test func aConnectionServesOneTaskAtATime() async throws {
        let fixture = try await Fixture()
        let observer = try fixture.observer()
        try await fixture.client.withConnection { connection in
            let slow = Task { try await connection.execute("SELECT pg_sleep(600)") }
            try await eventually("a sleeping statement") {
                try await observer.queryFirst(
                    """
                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                    AND state = 'active' AND query = 'SELECT pg_sleep(600)'
                    """, as: Int.self) == 1
            }
            let error = try await postgresError { try await connection.execute("SELECT 1") }
            #expect(error.code == .connectionMisuse)
            slow.cancel()
            let cancelled = try await postgresError { _ = try await slow.value }
            #expect(cancelled.code == .cancelled)
            #expect(try await connection.queryFirst("SELECT 1", as: Int.self) == 1)
        }
    }

    @Test func copyIsRefused() async throws {
        let client = try await Fixture().client
        let error = try await postgresError { try await client.execute("COPY (SELECT 1) TO STDOUT") }
        #expect(error.code == .connectionMisuse)
        #expect(try await client.queryFirst("SELECT 1", as: Int.self) == 1)
    }
}
