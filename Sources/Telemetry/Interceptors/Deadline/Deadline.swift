/// The instant after which nobody waits for an answer any more.
///
/// A deadline is absolute, so it can be handed down through calls without adding up the time that each of them takes.
/// It travels in the task-local ``current`` inside a process and as `grpc-timeout` between processes.
public struct Deadline: Sendable, Hashable, Comparable {
    /// The deadline of the request that this task works for.
    @TaskLocal public static var current: Deadline?

    /// The deadline that cancels this task when it passes. It reaches unstructured tasks, too, which nobody cancels: they
    /// must not make calls that rely on it.
    @TaskLocal static var enforced: Deadline?

    /// When it passes. The continuous clock goes on while the machine sleeps, as the peer's clock does.
    public let instant: ContinuousClock.Instant

    /// A deadline at an instant.
    public init(_ instant: ContinuousClock.Instant) {
        self.instant = instant
    }

    /// A deadline that passes after a duration.
    public init(after timeout: Duration, from now: ContinuousClock.Instant = .now) {
        self.init(now.advanced(by: timeout))
    }

    /// What is left, zero once the deadline has passed.
    public func remaining(at now: ContinuousClock.Instant = .now) -> Duration {
        max(.zero, now.duration(to: instant))
    }

    /// Whether the deadline has passed.
    public func hasPassed(at now: ContinuousClock.Instant = .now) -> Bool {
        instant <= now
    }

    /// The earlier deadline comes first.
    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.instant < right.instant
    }
}
