import Logging
import Postgres
import ServiceKit
import Telemetry
import TestSupport
import Testing

struct MigrateAtStartupTests {
    private let migrations = [Migration(version: 1, name: "stones", sql: "CREATE TABLE stones (id int)")]
    private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private func client(_ url: String) throws -> PostgresClient {
        PostgresClient(configuration: try PostgresConfiguration(url: url), tracer: .disabled, logger: logger)
    }

    @Test func `given a database that comes late, when a program starts, then it waits and migrates`() async throws {
        let url = try await TestDatabase.make().url
        let administrator = try client(url)
        let name = try #require(try await administrator.queryFirst("SELECT current_database()::text", as: String.self))
        let late = try client(url.replacing(name, with: name + "_late"))

        async let migrated: Void = late.migrateAtStartup(migrations, schema: "cairn", tracer: .disabled, logger: logger)
        try await administrator.execute("CREATE DATABASE \(unescaped: name)_late")
        try await migrated

        #expect(try await late.execute("SELECT id FROM cairn.stones") == 0)
    }

    @Test func `given no database, when a program starts, then it gives up and says what is missing`() async throws {
        let client = try client("postgres://nobody:secret@127.0.0.1:1/nothing")
        let error = await #expect(throws: StartupError.self) {
            try await client.migrateAtStartup(
                migrations, schema: "cairn", patience: .milliseconds(300), tracer: .disabled, logger: logger)
        }
        let description = try #require(error).description
        #expect(description.hasPrefix("the database does not answer: check DATABASE_URL"))
        #expect(!description.contains("secret"))
    }

    @Test func `given a migration that fails, when a program starts, then it gives up at once`() async throws {
        let client = try client(await TestDatabase.make().url)
        let wrong = [Migration(version: 1, name: "wrong", sql: "CREATE TABLE")]
        let error = await #expect(throws: StartupError.self) {
            try await client.migrateAtStartup(
                wrong, schema: "cairn", patience: .seconds(3600), tracer: .disabled, logger: logger)
        }
        #expect(try #require(error).description.contains("0001_wrong.sql"))
    }
}
