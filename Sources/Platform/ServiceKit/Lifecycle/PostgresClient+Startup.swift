import GRPCCore
public import Logging
public import Postgres
public import Telemetry
import Tracing

extension PostgresClient {
    /// Brings the service's own schema up to date before it listens, and waits for a database that is not there yet.
    ///
    /// - Parameters:
    ///   - migrations: The schema's history.
    ///   - schema: The schema that belongs to the service alone.
    ///   - patience: How long to try before giving up.
    ///   - tracer: Makes one trace of it all.
    /// - Throws: ``StartupError`` with one sentence that says what is missing; `CancellationError` when the program is
    ///   stopped meanwhile.
    public func migrateAtStartup(
        _ migrations: [Migration], schema: String, patience: Duration = .seconds(30), tracer: TelemetryTracer,
        logger: Logger
    ) async throws {
        try await tracer.withSpan("migrate \(schema)") { _ in
            try await retryMigrations(migrations, schema: schema, patience: patience, logger: logger)
        }
    }

    private func retryMigrations(
        _ migrations: [Migration], schema: String, patience: Duration, logger: Logger
    ) async throws {
        let deadline = ContinuousClock.now + patience
        var pause = Duration.milliseconds(100)
        while true {
            do {
                return try await migrate(migrations, schema: schema)
            } catch let error where error.rpcError?.code == .unavailable {
                guard ContinuousClock.now + pause < deadline else {
                    throw StartupError(
                        code: .dependency, message: "the database does not answer: check DATABASE_URL", cause: error)
                }
                logger.warning("waiting for the database", metadata: ["error": "\(error)"])
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(2))
            } catch {
                throw StartupError(
                    code: .dependency, message: "the database schema '\(schema)' can't be brought up to date",
                    cause: error)
            }
        }
    }
}
