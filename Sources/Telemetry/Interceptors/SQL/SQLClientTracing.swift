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
        tracer.startSpan(
            statement.spanName, kind: .client, context: ServiceContext.current ?? .topLevel,
            attributes: attributes(of: statement))
    }

    private func attributes(of statement: SQLStatement) -> AttributeList {
        var attributes: AttributeList = []
        attributes.reserveCapacity(8)
        attributes.append(SemanticConventions.dbSystemName, "postgresql")
        attributes.append(SemanticConventions.dbOperationName, statement.operation)
        attributes.append(SemanticConventions.dbQueryText, statement.text)
        if let collection = statement.collection {
            attributes.append(SemanticConventions.dbCollectionName, collection)
        }
        if let namespace { attributes.append(SemanticConventions.dbNamespace, namespace) }
        attributes.append(server: serverAddress, port: serverPort)
        return attributes
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
