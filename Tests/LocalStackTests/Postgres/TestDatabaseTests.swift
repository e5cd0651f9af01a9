import LocalStack
import TestSupport
import Testing

@Suite struct TestDatabaseTests {
    @Test func `given one server, when two databases are made, then each is empty and keeps to itself`() async throws {
        let first = try await TestDatabase.make()
        let second = try await TestDatabase.make()
        try await Psql.run("CREATE TABLE stones (id int)", at: first.url)
        #expect(try await Psql.run("SELECT count(*) FROM stones", at: first.url) == "0")
        #expect(try await Psql.run("SELECT to_regclass('stones') IS NULL", at: second.url) == "t")
    }

    @Test func `given a server of its own, when a test stops and starts it, then its data is still there`() async throws
    {
        try await TestPostgres.with { postgres in
            let url = try await postgres.url()
            try await Psql.run("CREATE TABLE stones (id int)", at: url)
            await postgres.stop()
            await #expect(throws: LocalStackError.self) { try await Psql.run("SELECT 1", at: url) }
            try await postgres.start()
            #expect(try await Psql.run("SELECT count(*) FROM stones", at: url) == "0")
        }
    }
}
