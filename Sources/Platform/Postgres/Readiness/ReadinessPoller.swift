import Synchronization

/// Suspends tasks until a socket is ready, a time has come or somebody says so.
///
/// One thread for the whole process does nothing but wait for readiness and resume the tasks, which then do the reading
/// themselves: a query costs one hop, and no thread of the cooperative pool ever blocks.
final class ReadinessPoller: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// Why a wait has ended.
    enum Outcome: Sendable {
        case ready
        case timedOut
        case cancelled
    }

    fileprivate enum Waiting {
        case task(UnsafeContinuation<Outcome, Never>)
        case callback(@Sendable () -> Void)

        func end(_ outcome: Outcome) {
            switch self {
            case .task(let continuation): continuation.resume(returning: outcome)
            case .callback(let body): if outcome == .timedOut { body() }
            }
        }
    }

    fileprivate struct State {
        var nextID = EventQueue.wakeID + 1
        var waits: [UInt64: (waiting: Waiting, deadline: Instant?)] = [:]
        /// When the thread looks for passed deadlines next; it sleeps for ever when nil.
        var wakeTime: Instant?
    }

    /// The process's poller, whose thread runs until the process ends.
    static let shared = ReadinessPoller()

    private let queue = EventQueue()
    private let state = Mutex(State())

    private init() {
        // The reference cycle is wanted: the poller lives as long as its thread, which is for ever.
        HelperThread.start { self.runThread() }
    }

    /// Waits until the descriptor is ready.
    /// - Parameter isCancellable: whether the cancellation of the task ends the wait.
    func wait(
        for descriptor: Int32, _ interest: Interest, until deadline: Instant?, isCancellable: Bool
    ) async -> Outcome {
        await suspend(until: deadline, isCancellable: isCancellable) { id in
            // A descriptor that can't be watched has been closed; whoever reads it next finds out.
            if !queue.arm(descriptor, for: interest, id: id) { end(id, .ready) }
        }
    }

    /// Runs a blocking call on a thread of its own and waits until it has returned.
    /// The call goes on when the wait ends without it, so it must own what it works on.
    func run(until deadline: Instant?, isCancellable: Bool, _ body: @escaping @Sendable () -> Void) async -> Outcome {
        await suspend(until: deadline, isCancellable: isCancellable) { id in
            HelperThread.start {
                body()
                self.end(id, .ready)
            }
        }
    }

    /// Calls `body`, which must be quick, on the poller's thread at an instant.
    /// - Returns: what ``cancelTimer(_:)`` takes.
    func startTimer(at deadline: Instant, _ body: @escaping @Sendable () -> Void) -> UInt64 {
        let (id, mustWake) = state.withLock { state in
            let id = state.makeID()
            return (id, state.add(id, .callback(body), until: deadline))
        }
        if mustWake { queue.wake() }
        return id
    }

    func cancelTimer(_ id: UInt64) {
        end(id, .cancelled)
    }

    private func suspend(
        until deadline: Instant?, isCancellable: Bool, start: (_ id: UInt64) -> Void
    ) async -> Outcome {
        let id = state.withLock { $0.makeID() }
        func wait() async -> Outcome {
            await withUnsafeContinuation { continuation in
                if state.withLock({ $0.add(id, .task(continuation), until: deadline) }) { queue.wake() }
                start(id)
                // A cancellation that came before the wait was there had nothing to end.
                if isCancellable, Task.isCancelled { end(id, .cancelled) }
            }
        }
        guard isCancellable else { return await wait() }
        return await withTaskCancellationHandler(operation: wait, onCancel: { end(id, .cancelled) })
    }

    private func end(_ id: UInt64, _ outcome: Outcome) {
        state.withLock { $0.waits.removeValue(forKey: id) }?.waiting.end(outcome)
    }

    private func runThread() {
        while true {
            let wakeTime = state.withLock { $0.wakeTime }
            queue.wait(milliseconds: wakeTime.map { milliseconds(until: $0) }) { end($0, .ready) }
            guard let wakeTime, wakeTime <= Instant.now else { continue }
            let expired = state.withLock { $0.removeExpired(at: .now) }
            for waiting in expired { waiting.end(.timedOut) }
        }
    }

    /// Rounded up, so that a deadline has passed when the thread looks.
    private func milliseconds(until instant: Instant) -> Int32 {
        let (seconds, attoseconds) = Instant.now.duration(to: instant).components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return Int32(clamping: min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}

extension ReadinessPoller.State {
    fileprivate mutating func makeID() -> UInt64 {
        defer { nextID += 1 }
        return nextID
    }

    /// - Returns: whether the thread has to be woken because it would sleep past the deadline.
    fileprivate mutating func add(
        _ id: UInt64, _ waiting: ReadinessPoller.Waiting, until deadline: ReadinessPoller.Instant?
    ) -> Bool {
        waits[id] = (waiting, deadline)
        guard let deadline else { return false }
        if let wakeTime, wakeTime <= deadline { return false }
        wakeTime = deadline
        return true
    }

    /// Looks at every wait, but only when the earliest deadline that was known has passed, not at every event.
    fileprivate mutating func removeExpired(at now: ReadinessPoller.Instant) -> [ReadinessPoller.Waiting] {
        var expired: [UInt64] = []
        wakeTime = nil
        for (id, wait) in waits {
            guard let deadline = wait.deadline else { continue }
            if deadline <= now {
                expired.append(id)
            } else {
                wakeTime = wakeTime.map { min($0, deadline) } ?? deadline
            }
        }
        return expired.compactMap { waits.removeValue(forKey: $0)?.waiting }
    }
}
