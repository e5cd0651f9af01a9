/// Decides what becomes of a batch after each attempt to deliver it, as OTLP/HTTP demands
/// (https://opentelemetry.io/docs/specs/otlp/, "OTLP/HTTP response" and "throttling").
///
/// Pure: it sees outcomes and returns decisions; the exporter does the waiting. There is no last attempt, since the
/// store keeps the batch as long as its retention allows.
public struct RetryPolicy: Sendable {
    /// Lengths of the pauses between attempts.
    public struct Backoff: Hashable, Sendable {
        /// The upper bound of the first pause.
        public var initial: Duration
        /// The upper bound of any pause, that of a `Retry-After` included.
        public var maximum: Duration
        /// What the upper bound grows by from attempt to attempt.
        public var multiplier: Double

        /// Pauses of up to 1 s at first and 30 s in the end, unless told otherwise.
        public init(
            initial: Duration = .seconds(1), maximum: Duration = .seconds(30), multiplier: Double = 2
        ) {
            self.initial = initial
            self.maximum = maximum
            self.multiplier = multiplier
        }
    }

    /// How an attempt ended.
    public enum Outcome: Hashable, Sendable {
        /// The endpoint answered with an HTTP status and perhaps a `Retry-After`.
        case answered(status: Int, retryAfter: Duration?)
        /// No answer came: no connection, a broken one, or a timeout.
        case disconnected
    }

    /// What to do next.
    public enum Decision: Hashable, Sendable {
        /// The batch has arrived; go on with the next.
        case advance
        /// Send the same batch again after a pause.
        case retry(after: Duration)
        /// The endpoint will never take this batch as it is; send it in parts, of which it may take some.
        case split
        /// The endpoint will never take this batch; go on with the next.
        case reject
    }

    private let backoff: Backoff
    private var attempts = 0

    /// A policy that has seen no attempt.
    public init(backoff: Backoff = Backoff()) {
        self.backoff = backoff
    }

    /// Takes the outcome of an attempt and says what to do next.
    ///
    /// - Parameters:
    ///   - isDivisible: whether the batch holds several requests, so that one bad or too many of them can be at fault.
    ///   - random: where the jitter comes from: a pause is between half its upper bound and all of it.
    public mutating func decide(
        _ outcome: Outcome, isDivisible: Bool, using random: inout some RandomNumberGenerator
    ) -> Decision {
        switch outcome {
        case .answered(status: 200..<300, _):
            attempts = 0
            return .advance
        case .answered(status: 429, let retryAfter), .answered(status: 502...504, let retryAfter):
            return .retry(after: pause(atLeast: retryAfter, using: &random))
        case .answered(status: 400, _) where isDivisible, .answered(status: 413, _) where isDivisible:
            attempts = 0
            return .split
        case .answered:
            attempts = 0
            return .reject
        case .disconnected:
            return .retry(after: pause(atLeast: nil, using: &random))
        }
    }

    private mutating func pause(
        atLeast retryAfter: Duration?, using random: inout some RandomNumberGenerator
    ) -> Duration {
        // Past this the bound has long reached its maximum, and the power would overflow.
        var bound = backoff.initial
        for _ in 0..<min(attempts, 64) where bound < backoff.maximum { bound = bound * backoff.multiplier }
        bound = min(bound, backoff.maximum)
        attempts += 1
        let jittered = bound * Double.random(in: 0.5...1, using: &random)
        guard let retryAfter else { return jittered }
        return min(max(jittered, retryAfter), max(backoff.maximum, .seconds(300)))
    }
}
