import Interceptors
import TestSupport
import Testing

@testable import Postgres

/// What ends a statement before its time.
@Suite struct StopTests {
    private static let running: PostgresQuery = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep(600)%'
        AND pid <> pg_backend_pid()
        """

    private func waitUntilRunning(_ count: Int, _ observer: PostgresClient) async throws {
        try await eventually("\(count) sleeping statements") {
            try await observer.queryFirst(Self.running, as: Int.self) == count
        }
    }

    @Test func cancellingTheTaskCancelsTheStatement() async throws {
        let fixture = try await Fixture { $0.pool.maximumConnections = 1 }
        let client = fixture.client
        let observer = try fixture.observer()
        let process = try await client.queryFirst("SELECT pg_backend_pid()", as: Int.self)
        let task = Task { try await client.execute("SELECT pg_sleep(600)") }
        try await waitUntilRunning(1, observer)
        task.cancel()
        let error = try await postgresError { _ = try await task.value }
        #expect(error.code == .cancelled)
        try await waitUntilRunning(0, observer)
        // The same connection goes on.
        #expect(try await client.queryFirst("SELECT pg_backend_pid()", as: Int.self) == process)
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        let client = try await Fixture().client
        try await client.execute("CREATE TABLE notes ()")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await client.execute("INSERT INTO notes DEFAULT VALUES")
        }
        let error = try await postgresError { try await task.value }
        #expect(error.code == .cancelled)
        #expect(try await client.queryFirst("SELECT count(*) FROM notes", as: Int.self) == 0)
    }

    @Test func cancellingATransactionRollsItBack() async throws {
        let fixture = try await Fixture()
        let client = fixture.client
        let observer = try fixture.observer()
        try await client.execute("CREATE TABLE notes ()")
        let task = Task {
            try await client.withTransaction { transaction in
                try await transaction.execute("INSERT INTO notes DEFAULT VALUES")
                try await transaction.execute("SELECT pg_sleep(600)")
            }
        }
        try await waitUntilRunning(1, observer)
        task.cancel()
        _ = try await postgresError { try await task.value }
        #expect(try await client.queryFirst("SELECT count(*) FROM notes", as: Int.self) == 0)
        let open = try await observer.queryFirst(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state LIKE 'idle in transaction%'
            """, as: Int.self)
        #expect(open == 0)
    }

    @Test func theDeadlineStopsTheStatement() async throws {
        let fixture = try await Fixture()
        let client = fixture.client
        try await client.execute("SELECT 1")
        let error = try await postgresError {
            try await Deadline.$current.withValue(Deadline(after: .milliseconds(200))) {
                _ = try await client.execute("SELECT pg_sleep(600)")
            }
        }
        #expect(error.code == .timeout && error.sqlState == "57014")
        try await waitUntilRunning(0, fixture.observer())
        #expect(try await client.queryFirst("SELECT 1", as: Int.self) == 1)
    }

    @Test func theStatementTimeoutHoldsWithoutADeadline() async throws {
        let fixture = try await Fixture { $0.statementTimeout = .milliseconds(200) }
        let error = try await postgresError { try await fixture.client.execute("SELECT pg_sleep(600)") }
        #expect(error.code == .timeout)
    }

    @Test func aFullPoolEndsTheWaitWithTheDeadline() async throws {
        let fixture = try await Fixture { $0.pool.maximumConnections = 1 }
        let client = fixture.client
        try await client.withConnection { _ in
            let late = try await postgresError {
                try await Deadline.$current.withValue(Deadline(after: .milliseconds(100))) {
                    _ = try await client.execute("SELECT 1")
                }
            }
            #expect(late.code == .timeout)
            let task = Task { try await client.execute("SELECT 1") }
            try await eventually("a waiter") { client.pool.waiterCount == 1 }
            task.cancel()
            let cancelled = try await postgresError { _ = try await task.value }
            #expect(cancelled.code == .cancelled)
            #expect(client.pool.waiterCount == 0)
        }
        #expect(try await client.queryFirst("SELECT 1", as: Int.self) == 1)
    }

    @Test func aFullPoolTurnsAwayAfterTheAcquireTimeout() async throws {
        let fixture = try await Fixture {
            $0.pool.maximumConnections = 1
            $0.pool.acquireTimeout = .milliseconds(100)
        }
        try await fixture.client.withConnection { _ in
            let error = try await postgresError { try await fixture.client.execute("SELECT 1") }
            #expect(error.code == .poolExhausted)
        }
    }
}
