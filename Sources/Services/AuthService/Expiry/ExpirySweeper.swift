import FoundationEssentials
public import Logging
public import Postgres
import ServiceKit
public import ServiceLifecycle
public import Telemetry
import Tracing

/// Removes what has expired from time to time: sessions, API tokens, sign-ins that nobody came back from, and counts of
/// wrong passwords. None of it has any effect meanwhile.
public struct ExpirySweeper: Service {
    private let sweep: ExpirySweep
    private let interval: Duration
    private let tracer: TelemetryTracer
    private let logger: Logger

    /// A sweeper of the database; `interval` is the time between two rounds.
    public init(
        database: PostgresClient, configuration: AuthConfiguration, interval: Duration,
        tracer: TelemetryTracer,
        logger: Logger
    ) {
        self.init(
            sweep: ExpirySweep(
                rows: PostgresExpiryRepository(database: database), policy: configuration.sessionPolicy,
                now: Date.nowInMicroseconds),
            interval: interval, tracer: tracer, logger: logger)
    }

    init(sweep: ExpirySweep, interval: Duration, tracer: TelemetryTracer, logger: Logger) {
        self.sweep = sweep
        self.interval = interval
        self.tracer = tracer
        self.logger = logger
    }

    /// Sweeps until the graceful shutdown. What can't be removed now is left to the next round.
    public func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                // Instances that were started together come one after the other.
                try await Task.sleep(for: interval * Double.random(in: 0.8...1.2))
                await runOnce()
            }
        }
    }

    private func runOnce() async {
        do {
            let removed = try await tracer.withSpan("sweep auth") { _ in try await sweep.run() }
            logger.debug("removed what has expired", metadata: ["rows": "\(removed)"])
        } catch {
            logger.warning("what has expired could not be removed", metadata: ["error": "\(error)"])
        }
    }
}
