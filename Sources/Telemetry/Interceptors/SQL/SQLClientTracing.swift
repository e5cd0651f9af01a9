import ServiceContextModule
public import Telemetry
import Tracing

/// Makes client spans of SQL statements.
///
/// https://opentelemetry.io/docs/specs/semconv/database/database-spans/
public struct SQLClientTracing: Sendable {
    private let tracer: TelemetryTracer
    private let namespace: String?
    private let serverAddress: String
    private let serverPort: Int?

    /// Tracing for one database of a PostgreSQL server; a server on a Unix socket has a path and no port.
    public init(tracer: TelemetryTracer, namespace: String?, serverAddress: String, serverPort: Int?) {
        self.tracer = tracer
        self.namespace = namespace
        self.serverAddress = serverAddress
        self.serverPort = serverPort
    }

    /// Runs `body` inside a client span of a statement, as a child of the current span.
    ///
    /// An error that `body` throws marks the span, with its SQLSTATE if it is an ``SQLStateError``.
    public func withSpan<Result, Failure: Error>(
        _ statement: SQLStatement, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let span = start(statement)
        do {
            let result = try await body()
            span.end()
            return result
        } catch {
            fail(span, error)
            throw error
        }
    }

    private func start(_ statement: SQLStatement) -> TelemetryTracer.Span {
        let span = tracer.startSpan(
            statement.spanName, kind: .client, context: ServiceContext.current ?? .topLevel)
        guard span.isRecording else { return span }
        span.setAttribute(SemanticConventions.dbSystemName, "postgresql")
        span.setAttribute(SemanticConventions.dbOperationName, statement.operation)
        span.setAttribute(SemanticConventions.dbQueryText, statement.text)
        if let collection = statement.collection {
            span.setAttribute(SemanticConventions.dbCollectionName, collection)
        }
        if let namespace { span.setAttribute(SemanticConventions.dbNamespace, namespace) }
        span.setAttribute(SemanticConventions.serverAddress, serverAddress)
        if let serverPort { span.setAttribute(SemanticConventions.serverPort, serverPort) }
        return span
    }

    private func fail(_ span: TelemetryTracer.Span, _ error: any Error) {
        let known = error as? any SQLStateError
        let state = known?.sqlState
        if let state { span.setAttribute(SemanticConventions.dbResponseStatusCode, state) }
        span.setAttribute(SemanticConventions.errorType, state ?? known?.errorType ?? ErrorType.name(of: error))
        span.recordError(error)
        span.setStatus(SpanStatus(code: .error))
        span.end()
    }
}
