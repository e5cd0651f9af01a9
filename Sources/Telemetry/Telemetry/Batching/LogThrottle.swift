/// Lets one of many events through in an interval, with the sum of all since the last.
struct LogThrottle {
    private let interval: Duration
    private var quietUntil: ContinuousClock.Instant?
    private var sum = 0

    init(interval: Duration) {
        self.interval = interval
    }

    mutating func add(_ count: Int, at now: ContinuousClock.Instant) -> Int? {
        sum += count
        if let quietUntil, now < quietUntil { return nil }
        quietUntil = now + interval
        defer { sum = 0 }
        return sum
    }
}
