import Synchronization

/// Calls back at deadlines, for any number of them at the price of one task that sleeps.
///
/// Nearly no deadline passes before the work is done. A sleep of its own for each would set a timer of the system and
/// take it back, which costs more than most calls do; here a deadline that is not needed any more is only forgotten.
final class DeadlineTimer: Sendable {
    /// The timer of the process.
    static let shared = DeadlineTimer()

    private let queue = Mutex(DeadlineQueue<@Sendable () -> Void>())

    /// Calls `action` once, when an instant has passed.
    /// - Returns: What ``cancel(_:)`` takes.
    func call(at instant: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void) -> UInt64 {
        let (number, needsWakeup) = queue.withLock { $0.add(at: instant, action) }
        if needsWakeup { wake(at: instant) }
        return number
    }

    /// Does not call any more.
    func cancel(_ number: UInt64) {
        queue.withLock { $0.remove(number) }
    }

    private func wake(at instant: ContinuousClock.Instant) {
        Task.detached {
            try? await ContinuousClock().sleep(until: instant)
            // Should a sleep end early, nothing is called yet: what is cancelled must find its deadline passed.
            let (due, next) = self.queue.withLock { $0.wake(at: instant, now: .now) }
            for action in due { action() }
            if let next { self.wake(at: next) }
        }
    }
}
