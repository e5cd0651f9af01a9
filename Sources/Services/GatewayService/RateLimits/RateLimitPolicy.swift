import ServiceKit
import Synchronization

/// A limit under its name, as clients see it, with what its clients have used of it.
final class RateLimitPolicy: Sendable {
    /// A key that is the same for every client.
    static let everyone = IPAddress(high: 0, low: 0)

    let name: String
    private let limiter: Mutex<RateLimiter<IPAddress>>
    /// The policy as an item of `RateLimit-Policy`.
    let policyItem: String

    init(name: String, limit: RateLimit, capacity: Int) {
        self.name = name
        limiter = Mutex(RateLimiter(limit, capacity: capacity))
        policyItem = "\"\(name)\";q=\(limit.quota);w=\(limit.seconds)"
    }

    func take(_ key: IPAddress, now: ContinuousClock.Instant) -> RateLimiter<IPAddress>.Decision {
        limiter.withLock { $0.take(key, now: now) }
    }

    /// What is left, as an item of `RateLimit`.
    func item(_ decision: RateLimiter<IPAddress>.Decision) -> String {
        "\"\(name)\";r=\(decision.remaining);t=\(decision.reset.roundedUpSeconds)"
    }
}
