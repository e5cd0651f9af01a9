import Logging
import ServiceLifecycle
import Telemetry
import TestSupport
import Testing

@testable import Postgres

/// What happens when connections or the server go away.
@Suite struct RecoveryTests {
    @Test func killedBackendsAreReplacedUnnoticed() async throws {
        let fixture = try await Fixture { $0.pool.maximumConnections = 3 }
        let client = fixture.client
        let processes = try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await client.queryFirst("SELECT pg_backend_pid() FROM pg_sleep(0.1)", as: Int.self)
                }
            }
            return try await group.reduce(into: Set<Int>()) { if let process = $1 { $0.insert(process) } }
        }
        let observer = try fixture.observer()
        for process in processes {
            try await observer.execute("SELECT pg_terminate_backend(\(Int32(process)))")
        }
        try await eventually("the backends are gone") {
            try await observer.queryFirst(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                """, as: Int.self) == 0
        }
        let process = try await client.queryFirst("SELECT pg_backend_pid()", as: Int.self)
        #expect(process.map { processes.contains($0) } == false)
    }

    @Test func aBackendKilledUnderAStatementIsALostConnection() async throws {
        let fixture = try await Fixture()
        let client = fixture.client
        let error = try await postgresError {
            try await client.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        }
        #expect(error.code == .connectionLost && error.sqlState == "57P01")
        #expect(try await client.queryFirst("SELECT 1", as: Int.self) == 1)
    }

    @Test func aTransactionWhoseBackendWasKilledFailsAsAWhole() async throws {
        let client = try await Fixture().client
        let error = try await postgresError {
            try await client.withTransaction { transaction in
                try await transaction.execute("CREATE TABLE notes ()")
                _ = try? await transaction.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                try await transaction.execute("SELECT 1")
            }
        }
        #expect(error.code == .connectionLost)
        #expect(try await client.queryFirst("SELECT to_regclass('notes') IS NULL", as: Bool.self) == true)
    }

    @Test(arguments: ["127.0.0.1:1", "localhost:1", "%2Fnonexistent", "no-such-host.invalid"])
    func aServerThatIsNotThereIsAQuickClearError(host: String) async throws {
        let client = try Fixture.client("postgres://ann:s3cret@\(host)/shop")
        let error = try await postgresError { try await client.execute("SELECT 1") }
        #expect(error.code == .connectionFailed)
        #expect(!"\(error)\(String(reflecting: error))".contains("s3cret"))
        // During the backoff the same error comes without another attempt.
        let again = try await postgresError { try await client.execute("SELECT 1") }
        #expect(again.code == .connectionFailed)
    }

    @Test func aWrongPasswordIsExplainedWithoutIt() async throws {
        let url = try await TestDatabase.make().url
        var configuration = try PostgresConfiguration(url: url)
        configuration.parameters["user"] = "nobody_of_that_name"
        configuration.parameters["password"] = "s3cret"
        let client = PostgresClient(configuration: configuration, tracer: .disabled, logger: Logger(label: "test"))
        let error = try await postgresError { try await client.execute("SELECT 1") }
        #expect(error.code == .connectionFailed)
        #expect(!"\(error)\(String(reflecting: error))".contains("s3cret"))
    }

    @Test func aNamedHostIsLookedUp() async throws {
        let url = try await TestDatabase.make().url
        var configuration = try PostgresConfiguration(url: url)
        guard configuration.parameters["host"] == "127.0.0.1" else { return }
        configuration.parameters["host"] = "localhost"
        let client = PostgresClient(configuration: configuration, tracer: .disabled, logger: Logger(label: "test"))
        #expect(try await client.queryFirst("SELECT 1", as: Int.self) == 1)
    }

    @Test func aServerThatStopsAndComesBackIsFoundAgain() async throws {
        try await TestPostgres.with { server in
            let client = try Fixture.client(try await server.url()) {
                $0.pool.maximumBackoff = .milliseconds(100)
            }
            #expect(try await client.queryFirst("SELECT 1", as: Int.self) == 1)
            await server.stop()
            let error = try await postgresError { try await client.execute("SELECT 1") }
            #expect(error.code == .connectionFailed)
            try await server.start()
            try await eventually("the database answers") {
                try await client.queryFirst("SELECT 1", as: Int.self) == 1
            }
        }
    }

    @Test func theServiceKeepsTheMinimumAndDrains() async throws {
        let fixture = try await Fixture { $0.pool.minimumConnections = 2 }
        let client = fixture.client
        let observer = try fixture.observer()
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: client)], gracefulShutdownSignals: [], logger: Logger(label: "test")))
        let connections: PostgresQuery = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            """
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await eventually("two connections") { try await observer.queryFirst(connections, as: Int.self) == 2 }
            let slow = Task { try await client.queryFirst("SELECT 7 FROM pg_sleep(0.5)", as: Int.self) }
            try await eventually("a statement") {
                try await observer.queryFirst(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE state = 'active' AND query LIKE '%SELECT 7 FROM%'
                    AND datname = current_database() AND pid <> pg_backend_pid()
                    """, as: Int.self) == 1
            }
            await group.triggerGracefulShutdown()
            #expect(try await slow.value == 7)
            try await tasks.waitForAll()
        }
        let error = try await postgresError { try await client.execute("SELECT 1") }
        #expect(error.code == .poolClosed)
        try await eventually("no connection") { try await observer.queryFirst(connections, as: Int.self) == 0 }
    }
}
