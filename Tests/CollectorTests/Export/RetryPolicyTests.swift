import Export
import Testing

@Suite("Retry policy")
struct RetryPolicyTests {
    /// Always the same draw, so that a pause is half its upper bound. Zero would be drawn again and again.
    private struct Constant: RandomNumberGenerator {
        var value: UInt64
        mutating func next() -> UInt64 { value }
    }

    private typealias Outcome = RetryPolicy.Outcome

    @Test(
        "success and permanent refusals advance",
        arguments: [
            (200, true), (202, true), (299, true), (400, false), (401, false), (404, false), (413, false), (500, false),
            (501, false), (505, false), (301, false), (100, false),
        ])
    func settled(status: Int, isDelivered: Bool) {
        var random = Constant(value: 1)
        var policy = RetryPolicy()
        let decision = policy.decide(
            .answered(status: status, retryAfter: .seconds(9)), isDivisible: false, using: &random)
        #expect(decision == (isDelivered ? .advance : .reject))
    }

    @Test(
        "a batch that may be refused for one of its parts is split",
        arguments: [
            (400, RetryPolicy.Decision.split), (413, .split), (401, .reject), (404, .reject), (500, .reject),
            (200, .advance),
        ])
    func split(status: Int, expected: RetryPolicy.Decision) {
        var random = Constant(value: 1)
        var policy = RetryPolicy()
        #expect(
            policy.decide(.answered(status: status, retryAfter: nil), isDivisible: true, using: &random) == expected)
    }

    @Test(
        "what may pass is tried again",
        arguments: [
            .answered(status: 429, retryAfter: nil), .answered(status: 502, retryAfter: nil),
            .answered(status: 503, retryAfter: nil), .answered(status: 504, retryAfter: nil), .disconnected,
        ] as [RetryPolicy.Outcome])
    func retried(outcome: RetryPolicy.Outcome) {
        var random = Constant(value: 1)
        var policy = RetryPolicy(backoff: .init(initial: .seconds(2)))
        #expect(policy.decide(outcome, isDivisible: true, using: &random) == .retry(after: .seconds(1)))
    }

    @Test("pauses double up to the maximum, and begin anew after a success")
    func growth() {
        var random = Constant(value: 1)
        var policy = RetryPolicy(backoff: .init(initial: .seconds(2), maximum: .seconds(20)))
        var pauses: [RetryPolicy.Decision] = []
        for _ in 0..<6 { pauses.append(policy.decide(.disconnected, isDivisible: false, using: &random)) }
        #expect(pauses == [1, 2, 4, 8, 10, 10].map { .retry(after: .seconds($0)) })
        _ = policy.decide(.answered(status: 200, retryAfter: nil), isDivisible: false, using: &random)
        #expect(policy.decide(.disconnected, isDivisible: false, using: &random) == .retry(after: .seconds(1)))
    }

    @Test("a thousand failures keep the pause at its maximum")
    func noOverflow() {
        var random = Constant(value: 1)
        var policy = RetryPolicy(backoff: .init(initial: .seconds(1), maximum: .seconds(30)))
        for _ in 0..<1000 { _ = policy.decide(.disconnected, isDivisible: false, using: &random) }
        #expect(policy.decide(.disconnected, isDivisible: false, using: &random) == .retry(after: .seconds(15)))
    }

    @Test("jitter lies between half the bound and all of it")
    func jitter() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<1000 {
            var policy = RetryPolicy(backoff: .init(initial: .seconds(1)))
            guard case .retry(let pause) = policy.decide(.disconnected, isDivisible: false, using: &random) else {
                Issue.record("not retried")
                return
            }
            #expect((.milliseconds(500) ... .seconds(1)).contains(pause))
        }
    }

    @Test(
        "Retry-After is obeyed where it is longer, up to five minutes",
        arguments: [(0, 1), (1, 1), (60, 60), (100_000, 300)])
    func retryAfter(seconds: Int, expected: Int) {
        var random = Constant(value: 1)
        var policy = RetryPolicy(backoff: .init(initial: .seconds(2)))
        let outcome = RetryPolicy.Outcome.answered(status: 503, retryAfter: .seconds(seconds))
        #expect(policy.decide(outcome, isDivisible: false, using: &random) == .retry(after: .seconds(expected)))
    }
}
