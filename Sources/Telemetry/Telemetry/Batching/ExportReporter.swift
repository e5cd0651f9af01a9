import Logging
import Synchronization

/// Logs what goes wrong with exports, each kind once a minute at most: a dead collector must not fill the log.
final class ExportReporter: Sendable {
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var failures = LogThrottle(interval: .seconds(60))
        var partial = LogThrottle(interval: .seconds(60))
        var drops = LogThrottle(interval: .seconds(60))
        var reportedDrops = 0
    }

    init(logger: Logger) {
        self.logger = logger
    }

    func report(_ result: ExportResult, of count: Int) {
        switch result {
        case .success: break
        case .partialSuccess(let rejected, let message):
            guard let total = state.withLock({ $0.partial.add(rejected, at: .now) }) else { return }
            logger.warning(
                "the collector rejected spans", metadata: ["spans": "\(total)", "reason": .string(message)])
        case .failure(let error):
            guard let total = state.withLock({ $0.failures.add(count, at: .now) }) else { return }
            logger.warning("spans were not exported", metadata: ["spans": "\(total)", "error": "\(error)"])
        }
    }

    func report(droppedInTotal dropped: Int, isLast: Bool = false) {
        let count = state.withLock { state -> Int? in
            let new = dropped - state.reportedDrops
            guard new > 0, state.drops.add(0, at: .now) != nil || isLast else { return nil }
            state.reportedDrops = dropped
            return new
        }
        guard let count else { return }
        logger.warning(
            "spans were dropped: they ended faster than they were exported", metadata: ["spans": "\(count)"])
    }
}
