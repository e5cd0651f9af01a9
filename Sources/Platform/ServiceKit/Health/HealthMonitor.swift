import Interceptors
public import Logging
import OTLP
import ServiceContextModule
import Synchronization
import Telemetry

/// Asks the readiness checks, and remembers the answer for a moment, so that many probes cost one check.
public actor HealthMonitor {
    private let checks: [Readiness]
    private let timeToLive: Duration
    private let checkTimeout: Duration
    private let logger: Logger
    private var latest: (answer: Bool, expiry: ContinuousClock.Instant)?
    private var running: Task<Bool, Never>?
    private let shutdown = Atomic(false)

    /// A monitor of some checks. An answer holds for `timeToLive`; a check that takes longer than `checkTimeout` has failed.
    public init(
        checks: [Readiness], timeToLive: Duration = .seconds(1), checkTimeout: Duration = .seconds(2), logger: Logger
    ) {
        self.checks = checks
        self.timeToLive = timeToLive
        self.checkTimeout = checkTimeout
        self.logger = logger
    }

    /// Whether every check passes and the program does not shut down.
    public func isServing() async -> Bool {
        if isShuttingDown { return false }
        if let latest, latest.expiry > .now { return latest.answer }
        // Whoever asks while a check runs waits for that one.
        let task = running ?? Task { await ServiceContext.$current.withValue(Self.untraced) { await runChecks() } }
        running = task
        let answer = await task.value
        if running == task {
            running = nil
            latest = (answer, .now + timeToLive)
        }
        return answer && !isShuttingDown
    }

    /// Whether the program has begun to shut down.
    public nonisolated var isShuttingDown: Bool {
        shutdown.load(ordering: .acquiring)
    }

    /// From now on nothing is ready: clients go elsewhere while the last calls are answered.
    public nonisolated func beginShutdown() {
        shutdown.store(true, ordering: .releasing)
    }

    /// Probes come every few seconds; what they do in a database would bury the traces of requests. A span that is not
    /// sampled keeps all below it from being recorded.
    private static let untraced: ServiceContext = {
        var context = ServiceContext.topLevel
        context.spanContext = SpanContext(traceID: .random(), spanID: .random())
        return context
    }()

    private func runChecks() async -> Bool {
        for check in checks {
            do {
                try await Deadline.withTimeout(checkTimeout, operation: check.check)
            } catch {
                logger.warning("not ready", metadata: ["check": "\(check.name)", "error": "\(error)"])
                return false
            }
        }
        return true
    }
}
