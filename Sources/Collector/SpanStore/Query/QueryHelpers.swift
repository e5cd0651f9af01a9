import Synchronization

/// Threads that help queries to end sooner. A query that finds none free works alone, and none ever waits for one.
final class QueryHelpers: Sendable {
    private let free: Atomic<Int>

    /// - Parameter count: how many there are at most, for all queries together.
    init(count: Int) {
        free = Atomic(count)
    }

    /// Runs `body` on a thread of its own if one is free, and the system has one; says whether it does.
    func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        guard free.subtract(1, ordering: .relaxed).newValue >= 0 else {
            free.add(1, ordering: .relaxed)
            return false
        }
        let isStarted = startThread {
            body()
            self.free.add(1, ordering: .relaxed)
        }
        if !isStarted { free.add(1, ordering: .relaxed) }
        return isStarted
    }
}
