/// What becomes of one part of the stack, as a state machine that does nothing itself.
struct Supervision: Sendable {
    /// What the supervisor is to do next.
    enum Action: Hashable, Sendable {
        /// Start the part.
        case start
        /// Wait so long, then report ``Supervision/paused()``.
        case pause(Duration)
        /// Stop the running part.
        case stop
        /// Nothing is left to do: the part has ended because it was asked to.
        case finish
        /// Nothing is left to do: the part ended before it was ever ready, so that starting it again would not help.
        case giveUp
        /// Go on waiting.
        case none
    }

    private enum State {
        case idle
        case starting
        case running
        case pausing
        case stopping
        case ended
    }

    private var state = State.idle
    private var wasReady = false
    private var backoff: Backoff

    init(backoff: Backoff = Backoff()) {
        self.backoff = backoff
    }

    /// Whether the part is on its way down, or there.
    var isStopping: Bool {
        switch state {
        case .stopping, .ended: true
        case .idle, .starting, .running, .pausing: false
        }
    }

    /// Whether nothing will happen any more.
    var hasEnded: Bool { state == .ended }

    mutating func begin() -> Action {
        guard state == .idle else { return .none }
        state = .starting
        return .start
    }

    /// The part answers that it is healthy.
    mutating func ready() {
        guard state == .starting else { return }
        state = .running
        wasReady = true
    }

    /// The part has ended, after that long.
    mutating func exited(afterRunning run: Duration) -> Action {
        switch state {
        case .starting where !wasReady:
            state = .ended
            return .giveUp
        case .starting, .running:
            state = .pausing
            return .pause(backoff.pause(afterRunning: run))
        case .stopping:
            state = .ended
            return .finish
        case .idle, .pausing, .ended: return .none
        }
    }

    /// The pause is over.
    mutating func paused() -> Action {
        switch state {
        case .pausing:
            state = .starting
            return .start
        case .ended: return .finish
        case .idle, .starting, .running, .stopping: return .none
        }
    }

    /// The part is no longer wanted.
    mutating func stop() -> Action {
        switch state {
        case .idle, .pausing:
            state = .ended
            return .finish
        case .starting, .running:
            state = .stopping
            return .stop
        case .stopping, .ended: return .none
        }
    }
}
