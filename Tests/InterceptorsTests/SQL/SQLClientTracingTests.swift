import Interceptors
import OTLP
import Testing
import TraceTesting
import Tracing

@Suite struct SQLClientTracingTests {
    struct Refused: SQLStateError {
        var sqlState: String?
    }

    let capture = SpanCapture()
    var tracing: SQLClientTracing {
        SQLClientTracing(tracer: capture.tracer, namespace: "cairn", serverAddress: "db.test", serverPort: 5432)
    }

    @Test func `a statement is a client span below the current one`() async throws {
        let answer = await capture.tracer.withSpan("request") { _ in
            await tracing.withSpan(SQLStatement("SELECT id FROM users WHERE email = $1")) { 7 }
        }
        #expect(answer == 7)
        #expect(capture.tree == "request [internal]\n  SELECT users [client]")
        let span = try #require(capture.spans.first)
        #expect(span.text("db.system.name") == "postgresql")
        #expect(span.text("db.namespace") == "cairn")
        #expect(span.text("db.operation.name") == "SELECT")
        #expect(span.text("db.collection.name") == "users")
        #expect(span.text("db.query.text") == "SELECT id FROM users WHERE email = $1")
        #expect(span.text("server.address") == "db.test")
        #expect(span.number("server.port") == 5432)
        #expect(!span.isError)
    }

    @Test func `the server's code marks the span`() async throws {
        await #expect(throws: Refused.self) {
            try await tracing.withSpan(SQLStatement("SELECT 1")) { () throws(Refused) in
                throw Refused(sqlState: "23505")
            }
        }
        let span = try #require(capture.spans.first)
        #expect(span.isError)
        #expect(span.text("db.response.status_code") == "23505")
        #expect(span.text("error.type") == "23505")
        #expect(span.events.map(\.name) == ["exception"])
    }

    @Test func `an error of the client has its type`() async throws {
        await #expect(throws: Refused.self) {
            try await tracing.withSpan(SQLStatement("SELECT 1")) { () throws(Refused) in throw Refused() }
        }
        let span = try #require(capture.spans.first)
        #expect(span.text("db.response.status_code") == nil)
        #expect(span.text("error.type")?.hasSuffix("Refused") == true)
    }
}
