import TestSupport
import Testing

@testable import Postgres

@Suite struct MigrationTests {
    private let first = Migration(
        version: 1, name: "create_notes", sql: "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('first');")
    private let second = Migration(version: 2, name: "add_author", sql: "ALTER TABLE notes ADD COLUMN author text")

    @Test func aFileIsReadByItsName() throws {
        let migration = try Migration(bytes: Array("SELECT 1".utf8), file: "0012_create_users.sql")
        #expect(migration == Migration(version: 12, name: "create_users", sql: "SELECT 1"))
        #expect(migration.file == "0012_create_users.sql")
    }

    @Test(arguments: ["create.sql", "x_create.sql", "0001_create.txt", "0001.sql", "-1_x.sql", ""])
    func aFileWithAnotherNameIsAnError(file: String) throws {
        let error = #expect(throws: PostgresError.self) { try Migration(bytes: [], file: file) }
        #expect(error?.code == .migration && error?.message.contains(file) == true)
    }

    @Test func whatIsNewIsApplied() async throws {
        let client = try await Fixture().client
        try await client.migrate([first], schema: "notes")
        try await client.migrate([second, first], schema: "notes")
        try await client.migrate([first, second], schema: "notes")
        let rows = try await client.query("SELECT text, author FROM notes.notes", as: (String, String?).self)
        #expect(rows.count == 1 && rows[0].0 == "first")
        let versions = try await client.query(
            "SELECT version, name FROM notes.migrations ORDER BY version", as: (Int, String).self)
        #expect(versions.map(\.0) == [1, 2] && versions.map(\.1) == ["create_notes", "add_author"])
    }

    @Test func twoSchemasOfOneDatabaseAreApart() async throws {
        let client = try await Fixture().client
        async let one: Void = client.migrate([first], schema: "one")
        async let other: Void = client.migrate([first, second], schema: "o\"ther")
        _ = try await (one, other)
        #expect(try await client.queryFirst("SELECT count(*) FROM one.migrations", as: Int.self) == 1)
        #expect(try await client.queryFirst("SELECT count(*) FROM \"o\"\"ther\".migrations", as: Int.self) == 2)
    }

    @Test func instancesThatStartTogetherApplyEachOnce() async throws {
        let fixture = try await Fixture()
        let migrations = [first, second]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                let client = try fixture.observer()
                group.addTask { try await client.migrate(migrations, schema: "notes") }
            }
            try await group.waitForAll()
        }
        #expect(try await fixture.client.queryFirst("SELECT count(*) FROM notes.notes", as: Int.self) == 1)
        let locks = try await fixture.client.queryFirst(
            """
            SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
            WHERE locktype = 'advisory' AND datname = current_database()
            """, as: Int.self)
        #expect(locks == 0)
    }

    @Test func aChangedFileIsNamed() async throws {
        let client = try await Fixture().client
        try await client.migrate([first, second], schema: "notes")
        let changed = Migration(version: 1, name: "create_notes", sql: first.sql + " ")
        let error = try await postgresError { try await client.migrate([changed, second], schema: "notes") }
        #expect(error.code == .migration && error.message.contains("0001_create_notes.sql"))
    }

    @Test func aGapIsNamed() async throws {
        let client = try await Fixture().client
        let third = Migration(version: 3, name: "late", sql: "SELECT 1")
        let error = try await postgresError { try await client.migrate([first, third], schema: "notes") }
        #expect(error.code == .migration)
        #expect(error.message.contains("0003_late.sql") && error.message.contains("number 2"))
        let twice = try await postgresError { try await client.migrate([first, first], schema: "notes") }
        #expect(twice.message.contains("same number"))
    }

    @Test func aProgramOlderThanItsDatabaseStarts() async throws {
        let client = try await Fixture().client
        try await client.migrate([first, second], schema: "notes")
        try await client.migrate([first], schema: "notes")
    }

    @Test func aFailedMigrationLeavesNothingBehind() async throws {
        let client = try await Fixture().client
        let broken = Migration(version: 2, name: "broken", sql: "CREATE TABLE half (); SELECT 1 / 0;")
        let error = try await postgresError { try await client.migrate([first, broken], schema: "notes") }
        #expect(error.code == .migration && error.message.contains("0002_broken.sql") && error.sqlState == "22012")
        #expect(try await client.queryFirst("SELECT to_regclass('notes.half') IS NULL", as: Bool.self) == true)
        #expect(try await client.queryFirst("SELECT count(*) FROM notes.migrations", as: Int.self) == 1)
        // The lock is free again.
        try await client.migrate([first, second], schema: "notes")
    }

    @Test func aMigrationMustNotEndItsTransaction() async throws {
        let client = try await Fixture().client
        let ending = Migration(version: 1, name: "ending", sql: "CREATE TABLE notes.x (); COMMIT;")
        let error = try await postgresError { try await client.migrate([ending], schema: "notes") }
        #expect(error.code == .migration && error.message.contains("0001_ending.sql"))
    }

    @Test func aRecordWithAGapIsAnError() {
        let applied = [MigrationHistory.Applied(version: 2, name: "x", checksum: [])]
        #expect(throws: PostgresError.self) { try MigrationHistory([first, second], applied: applied) }
    }
}
