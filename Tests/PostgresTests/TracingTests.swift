import OTLP
import TestSupport
import Testing
import TraceTesting

@testable import Postgres

@Suite struct TracingTests {
    private func value(_ key: String, of span: OTLP.Span) -> String? {
        switch span.attributes.first(where: { $0.key == key })?.value {
        case .string(let value): value
        case .int(let value): String(value)
        default: nil
        }
    }

    @Test func aStatementIsAClientSpanWithoutValues() async throws {
        let fixture = try await Fixture()
        try await fixture.client.execute("CREATE TABLE users (email text)")
        fixture.capture.removeAll()
        try await fixture.client.execute("INSERT INTO users (email) VALUES (\("ann@example.org"))")
        let span = try #require(fixture.capture.spans.first)
        #expect(fixture.capture.spans.count == 1)
        #expect(span.name == "INSERT users" && span.kind == .client)
        #expect(value("db.system.name", of: span) == "postgresql")
        #expect(value("db.query.text", of: span) == "INSERT INTO users (email) VALUES ($1)")
        #expect(value("db.namespace", of: span) == fixture.client.configuration.parameters["dbname"])
        #expect(value("server.port", of: span) == fixture.client.configuration.parameters["port"])
        #expect(value("error.type", of: span) == nil)
        #expect(!"\(span)".contains("ann@example.org"))
    }

    @Test func aFailureMarksTheSpanWithoutValues() async throws {
        let fixture = try await Fixture()
        let client = fixture.client
        try await client.execute("CREATE TABLE users (email text UNIQUE)")
        try await client.execute("INSERT INTO users VALUES (\("ann@example.org"))")
        fixture.capture.removeAll()
        _ = try await postgresError { try await client.execute("INSERT INTO users VALUES (\("ann@example.org"))") }
        let span = try #require(fixture.capture.spans.first)
        #expect(span.status.code == .error)
        #expect(value("error.type", of: span) == "23505")
        #expect(value("db.response.status_code", of: span) == "23505")
        #expect(!"\(span)".contains("ann@example.org"))
    }

    @Test func aServerThatIsNotThereMarksTheSpan() async throws {
        let capture = SpanCapture()
        let client = try Fixture.client("postgres://ann:s3cret@127.0.0.1:1/shop", capture.tracer)
        _ = try await postgresError { try await client.execute("SELECT 1") }
        _ = try await postgresError { _ = try await client.withTransaction { try await $0.execute("SELECT 1") } }
        #expect(capture.spans.map(\.name) == ["SELECT", "BEGIN"])
        for span in capture.spans {
            #expect(span.status.code == .error)
            #expect(value("error.type", of: span) == "connectionFailed")
            #expect(!"\(span)".contains("s3cret"))
        }
    }

    @Test(arguments: [(true, "COMMIT"), (false, "ROLLBACK")])
    func aTransactionShowsItsEnds(succeeds: Bool, end: String) async throws {
        let fixture = try await Fixture()
        try? await fixture.client.withTransaction { transaction in
            try await transaction.execute("SELECT 1")
            if !succeeds { throw NothingThrown() }
        }
        #expect(fixture.capture.spans.map(\.name) == ["BEGIN", "SELECT", end])
    }
}
