import FoundationEssentials
public import Logging
public import Postgres
import ServiceKit
public import ServiceLifecycle
public import Telemetry
import Tracing

/// Removes the entities that can't be restored any more, and the create requests that are forgotten.
///
/// They are invisible already; this makes room. Several instances may sweep at once, each takes other rows.
public struct EntityPurge: Service {
    private let entities: any EntityRepository
    private let interval: Duration
    private let batch: Int
    private let now: @Sendable () -> Date
    private let tracer: TelemetryTracer
    private let logger: Logger

    /// A sweep every `interval`, at least a second.
    public init(database: any PostgresSession, interval: Duration, tracer: TelemetryTracer, logger: Logger) {
        self.init(
            entities: PostgresEntityRepository(database: database), interval: max(interval, .seconds(1)),
            tracer: tracer, logger: logger)
    }

    init(
        entities: any EntityRepository, interval: Duration, batch: Int = 500,
        now: @escaping @Sendable () -> Date = Date.nowInMicroseconds, tracer: TelemetryTracer, logger: Logger
    ) {
        self.entities = entities
        self.interval = interval
        self.batch = batch
        self.now = now
        self.tracer = tracer
        self.logger = logger
    }

    /// Sweeps until the graceful shutdown. A sweep that fails is logged; the next one makes up for it.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Spread, so that instances that started together do not sweep together.
                try? await Task.sleep(for: interval * Double.random(in: 0.9...1.1))
                guard !Task.isCancelled else { return }
                do {
                    try await tracer.withSpan("purge entities") { _ in try await sweep() }
                } catch  where !Task.isCancelled {
                    logger.warning("a sweep of deleted entities failed", metadata: ["error": "\(error)"])
                } catch {}
            }
        }
    }

    /// Removes what there is in batches, so that no statement holds its locks for long.
    func sweep() async throws {
        while try await entities.purge(at: now(), limit: batch) { try Task.checkCancellation() }
    }
}
