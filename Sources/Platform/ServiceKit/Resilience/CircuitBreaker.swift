/// Whether a service is called at all: a state machine whose clock is an argument.
///
/// While a service fails, each caller would wait for it until its deadline, and keep a connection and memory for as long.
/// So when too many calls of the last seconds failed, the circuit opens: calls are refused at once. After a while single
/// calls are let through as probes; when enough of them succeed, the circuit is closed again.
struct CircuitBreaker: Sendable {
    /// When a circuit opens and closes.
    struct Limits: Sendable, Hashable {
        /// How far back failures count, in slots of ``slot``.
        var slots = 10
        /// The length of a slot.
        var slot = Duration.seconds(1)
        /// With fewer calls than this in the window, nothing can be said.
        var minimumCalls = 20
        /// The share of failures that opens the circuit.
        var failureRatio = 0.5
        /// How long nobody is let through.
        var openTime = Duration.seconds(5)
        /// The time between two probes.
        var probeInterval = Duration.milliseconds(500)
        /// How many probes must succeed one after the other.
        var probes = 3
    }

    /// What is known of the service.
    enum State: String, Sendable {
        case closed
        case open
        case halfOpen = "half-open"
    }

    /// How a call ended, as far as it tells about the service.
    enum Outcome: Sendable {
        case success
        case failure
        /// It tells nothing, for example because the caller went away.
        case unknown
    }

    private let limits: Limits
    private var window: SlidingWindow
    private(set) var state = State.closed
    /// Of an open circuit: its end. Of a half-open one: when the next probe may go.
    private var next: ContinuousClock.Instant
    private var successes = 0

    init(_ limits: Limits = Limits(), now: ContinuousClock.Instant) {
        self.limits = limits
        window = SlidingWindow(slots: limits.slots, slot: limits.slot, start: now)
        next = now
    }

    /// Whether a call may be made.
    mutating func admit(now: ContinuousClock.Instant) -> Bool {
        if state == .closed { return true }
        guard now >= next else { return false }
        // No probe is counted as being under way: one whose end is never told must not keep the circuit from closing.
        if state == .open {
            state = .halfOpen
            successes = 0
        }
        next = now + limits.probeInterval
        return true
    }

    /// A call has ended.
    mutating func record(_ outcome: Outcome, now: ContinuousClock.Instant) {
        guard outcome != .unknown else { return }
        switch state {
        case .closed:
            window.count(isFailure: outcome == .failure, now: now)
            guard outcome == .failure, window.calls >= limits.minimumCalls,
                Double(window.failures) >= limits.failureRatio * Double(window.calls)
            else { return }
            open(now: now)
        case .halfOpen:
            guard outcome == .success else { return open(now: now) }
            successes += 1
            guard successes >= limits.probes else { return }
            state = .closed
            window = SlidingWindow(slots: limits.slots, slot: limits.slot, start: now)
        case .open: break  // The call was made before the circuit opened.
        }
    }

    private mutating func open(now: ContinuousClock.Instant) {
        state = .open
        next = now + limits.openTime
    }
}
