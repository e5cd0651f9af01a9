import Interceptors
public import Logging
public import ServiceLifecycle
public import Telemetry

/// A pool of connections to one database.
///
/// It works as soon as it exists: connections are made when they are first needed. As a `Service` it also keeps the
/// minimum of connections open, closes those that are idle for too long, and drains when the service group shuts down.
///
/// Every statement is a client span with the statement's text and no values. `BEGIN`, `COMMIT` and `ROLLBACK` are
/// spans too: the first shows how long a transaction waited for its connection, the second the write to disk.
/// Making a connection is part of the span that needed it.
public final class PostgresClient: PostgresSession, Service {
    let configuration: PostgresConfiguration
    let pool: ConnectionPool
    let tracing: StatementTracing
    let logger: Logger

    /// Creates a client; nothing is connected yet.
    public init(configuration: PostgresConfiguration, tracer: TelemetryTracer, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        tracing = StatementTracing(tracer: tracer, configuration: configuration)
        pool = ConnectionPool(configuration: configuration)
    }

    /// Keeps the pool in order until the group shuts down gracefully or the task is cancelled, then drains it:
    /// statements under way are awaited, unless the task is cancelled.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var wasAway = false
            while !Task.isCancelled {
                let failure = await self.pool.maintain()
                if let failure, failure.code != .cancelled, !wasAway {
                    self.logger.info("the database is away", metadata: ["error": "\(failure)"])
                }
                wasAway = failure != nil
                try? await Task.sleep(for: self.upkeepInterval)
            }
        }
        await pool.drain()
    }

    /// Often enough for the idle timeout to be kept, and for a database that is back to be noticed soon.
    private var upkeepInterval: Duration {
        max(.milliseconds(50), min(configuration.pool.idleTimeout / 4, configuration.pool.maximumBackoff))
    }

    /// Runs a statement and waits for the whole result.
    public func send(_ query: PostgresQuery) async throws(PostgresError) -> PostgresResult {
        let deadline = self.deadline
        return try await tracing.withSpan(query.text) { () throws(PostgresError) in
            do throws(PostgresError) {
                return try await sendOnce(query, until: deadline)
            } catch {
                guard error.isUnsent else { throw error }
                // The connection had died while it was idle, and the server has not run the statement.
                return try await sendOnce(query, until: deadline)
            }
        }
    }

    private func sendOnce(
        _ query: PostgresQuery, until deadline: ContinuousClock.Instant?
    ) async throws(PostgresError) -> PostgresResult {
        let lease = try await pool.lease(until: deadline)
        defer { pool.release(lease) }
        return try await lease.connection.execute(query, until: deadline)
    }

    /// When the calling task's statement has to be over.
    var deadline: ContinuousClock.Instant? {
        let timeout = configuration.statementTimeout.map { ContinuousClock.now.advanced(by: $0) }
        guard let current = Deadline.current?.instant else { return timeout }
        return timeout.map { min($0, current) } ?? current
    }
}
