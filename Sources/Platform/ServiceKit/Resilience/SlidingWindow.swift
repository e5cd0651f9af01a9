/// Counts calls and failures of the last seconds, in slots that are reused one after the other.
struct SlidingWindow: Sendable {
    private struct Slot {
        var calls = 0
        var failures = 0
    }

    private let length: Duration
    private var slots: [Slot]
    private var current = 0
    private var currentStart: ContinuousClock.Instant

    /// All calls of the window.
    private(set) var calls = 0
    /// Those that failed.
    private(set) var failures = 0

    init(slots: Int, slot: Duration, start: ContinuousClock.Instant) {
        length = slot
        self.slots = Array(repeating: Slot(), count: slots)
        currentStart = start
    }

    /// A call has ended.
    mutating func count(isFailure: Bool, now: ContinuousClock.Instant) {
        advance(to: now)
        slots[current].calls += 1
        calls += 1
        guard isFailure else { return }
        slots[current].failures += 1
        failures += 1
    }

    private mutating func advance(to now: ContinuousClock.Instant) {
        guard now >= currentStart + length else { return }
        let steps = Int((now - currentStart) / length)
        currentStart += length * steps
        // After a whole round everything is too old.
        for _ in 0..<min(steps, slots.count) {
            current = (current + 1) % slots.count
            calls -= slots[current].calls
            failures -= slots[current].failures
            slots[current] = Slot()
        }
    }
}
