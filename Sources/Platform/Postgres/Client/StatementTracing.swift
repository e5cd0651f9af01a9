import Interceptors
import Synchronization
import Telemetry

/// Makes the spans of a client's statements.
final class StatementTracing: Sendable {
    /// Statements are few and constant; a program that makes up ever new ones must not fill the memory with them.
    private static let limit = 1024

    private let tracing: SQLClientTracing
    private let statements = Mutex<[String: SQLStatement]>([:])

    init(tracer: TelemetryTracer, configuration: PostgresConfiguration) {
        let parameters = configuration.parameters
        // Of several hosts the first; which of them answers is known only later.
        let host = (parameters["host"] ?? parameters["hostaddr"] ?? "localhost").prefix { $0 != "," }
        let port = (parameters["port"] ?? "5432").prefix { $0 != "," }
        tracing = SQLClientTracing(
            tracer: tracer, namespace: parameters["dbname"], serverAddress: String(host),
            serverPort: host.hasPrefix("/") ? nil : Int(port))
    }

    /// Runs `body` in a client span of the statement.
    func withSpan<Result>(
        _ text: String, _ body: () async throws(PostgresError) -> Result
    ) async throws(PostgresError) -> Result {
        try await tracing.withSpan(statement(text), isolation: nil, body)
    }

    /// What a span tells of the statement, read from its text only once.
    private func statement(_ text: String) -> SQLStatement {
        statements.withLock { statements in
            if let known = statements[text] { return known }
            if statements.count >= Self.limit { statements.removeAll() }
            let statement = SQLStatement(text)
            statements[text] = statement
            return statement
        }
    }
}
