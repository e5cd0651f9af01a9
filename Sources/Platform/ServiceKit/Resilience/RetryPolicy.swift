import GRPCCore

/// How often a failed call is made again, and after what pauses.
public struct RetryPolicy: Sendable, Hashable {
    /// How often a call is made at most, the first time included.
    public var maximumAttempts: Int
    /// The longest pause after the first attempt; each later one doubles it.
    public var initialBackoff: Duration
    /// The longest pause of all.
    public var maximumBackoff: Duration

    /// A policy of its parts.
    public init(
        maximumAttempts: Int = 3, initialBackoff: Duration = .milliseconds(50), maximumBackoff: Duration = .seconds(1)
    ) {
        self.maximumAttempts = maximumAttempts
        self.initialBackoff = initialBackoff
        self.maximumBackoff = maximumBackoff
    }

    /// What to do about a failed attempt: the pause before the next one, or nil to give up.
    ///
    /// - Parameters:
    ///   - attempt: Which attempt failed, counted from 1.
    ///   - remaining: The time until the deadline; nil without one. A pause that would not leave any of it is not made.
    ///   - random: From 0 to 1. Pauses are spread over the upper half of what is allowed, so that callers of a service
    ///     that comes back do not come all at once.
    func pause(after error: RPCError, attempt: Int, remaining: Duration?, random: Double) -> Duration? {
        guard error.code == .unavailable, attempt < maximumAttempts, !(error.cause is any CallRefusal) else {
            return nil
        }
        var limit = initialBackoff
        for _ in 1..<max(1, attempt) where limit < maximumBackoff { limit *= 2 }
        let pause = min(limit, maximumBackoff) * (0.5 + random / 2)
        if let remaining, remaining <= pause { return nil }
        return pause
    }
}

/// Why a call was not made at all: another attempt would be refused, too.
protocol CallRefusal: Error, CustomStringConvertible {}
