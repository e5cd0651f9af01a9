import HeapModule

/// What is to be done when instants pass: a state machine without a clock of its own.
struct DeadlineQueue<Action>: ~Copyable {
    private struct Entry: Comparable {
        let instant: ContinuousClock.Instant
        let number: UInt64

        static func < (left: Entry, right: Entry) -> Bool { left.instant < right.instant }
    }

    private var actions: [UInt64: Action] = [:]
    /// Those of ``actions``, and some that are not there any more.
    private var queue = Heap<Entry>()
    private var lastNumber: UInt64 = 0
    /// When somebody will call ``wake(at:now:)``.
    private var wakeup: ContinuousClock.Instant?

    init() {}

    /// How many actions wait.
    var count: Int { actions.count }

    /// How much is kept for them.
    var queueCount: Int { queue.count }

    /// Adds an action.
    /// - Returns: What ``remove(_:)`` takes, and whether somebody has to wake the queue at this instant.
    mutating func add(
        at instant: ContinuousClock.Instant, _ action: Action
    ) -> (number: UInt64, needsWakeup: Bool) {
        lastNumber += 1
        actions[lastNumber] = action
        queue.insert(Entry(instant: instant, number: lastNumber))
        let needsWakeup = wakeup.map { instant < $0 } ?? true
        if needsWakeup { wakeup = instant }
        return (lastNumber, needsWakeup)
    }

    /// Forgets an action; nothing happens when it has been taken already.
    mutating func remove(_ number: UInt64) {
        guard actions.removeValue(forKey: number) != nil else { return }
        // Otherwise short calls with long deadlines would leave all of theirs behind.
        if queue.count > 1000, queue.count > 4 * actions.count {
            queue = Heap(queue.unordered.filter { actions[$0.number] != nil })
        }
    }

    /// Takes what is due.
    /// - Returns: It, and when to wake the queue again, if nobody else will.
    mutating func wake(
        at instant: ContinuousClock.Instant, now: ContinuousClock.Instant
    ) -> (due: [Action], next: ContinuousClock.Instant?) {
        var due: [Action] = []
        while let first = queue.min, first.instant <= now || actions[first.number] == nil {
            queue.removeMin()
            if let action = actions.removeValue(forKey: first.number) { due.append(action) }
        }
        // An earlier deadline may have come since; whoever wakes the queue for that one goes on.
        guard wakeup == instant else { return (due, nil) }
        wakeup = queue.min?.instant
        return (due, wakeup)
    }
}
