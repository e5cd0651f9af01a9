/// How long to wait before an export is tried again.
struct RetryPolicy: Sendable {
    /// The wait before the first retry, without jitter. Each further one doubles it.
    var firstDelay: Duration = .milliseconds(250)
    /// The longest wait, unless the server asks for more.
    var longestDelay: Duration = .seconds(5)

    /// The wait before the next attempt; nil to give up, because it would not begin within the time that remains.
    ///
    /// - Parameters:
    ///   - attempt: How many attempts were made.
    ///   - retryAfter: What the server asks for.
    ///   - remaining: How much time there is for the whole export.
    ///   - random: A random number from 0 to 1: between half of the wait and all of it is waited.
    func delay(attempt: Int, retryAfter: Duration?, remaining: Duration, random: Double) -> Duration? {
        let backoff = min(firstDelay * (1 << min(attempt - 1, 16)), longestDelay)
        let delay = retryAfter ?? backoff * (0.5 + random / 2)
        return delay < remaining ? delay : nil
    }

    /// Whether a response with this status asks for another attempt (OTLP, "OTLP/HTTP Response").
    static func isRetryable(status: UInt) -> Bool {
        [429, 502, 503, 504].contains(status)
    }
}
