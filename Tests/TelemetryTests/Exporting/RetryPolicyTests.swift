import Testing

@testable import Telemetry

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(firstDelay: .milliseconds(100), longestDelay: .seconds(2))

    @Test(arguments: [(1, 100), (2, 200), (3, 400), (5, 1600), (6, 2000), (60, 2000)])
    func theWaitDoublesUpToItsLimit(attempt: Int, milliseconds: Int) {
        let longest = policy.delay(attempt: attempt, retryAfter: nil, remaining: .seconds(60), random: 1)
        let shortest = policy.delay(attempt: attempt, retryAfter: nil, remaining: .seconds(60), random: 0)

        #expect(longest == .milliseconds(milliseconds))
        #expect(shortest == .milliseconds(milliseconds) / 2)
    }

    @Test func theServersWishComesFirst() {
        #expect(policy.delay(attempt: 1, retryAfter: .seconds(7), remaining: .seconds(60), random: 0) == .seconds(7))
        #expect(policy.delay(attempt: 1, retryAfter: .zero, remaining: .seconds(60), random: 0) == .zero)
    }

    @Test func aWaitBeyondTheRestOfTheTimeGivesUp() {
        #expect(policy.delay(attempt: 1, retryAfter: .seconds(7), remaining: .seconds(7), random: 0) == nil)
        #expect(policy.delay(attempt: 1, retryAfter: nil, remaining: .milliseconds(50), random: 0) == nil)
        #expect(policy.delay(attempt: 1, retryAfter: nil, remaining: .zero, random: 0) == nil)
    }

    @Test(
        arguments: [
            ("120", 120), (" 0 ", 0), ("999999999", 86_400), ("-1", nil), ("soon", nil), ("", nil),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sun, 06 Nov 1994 08:48:00 GMT", 0),
            ("Tue, 29 Feb 2000 00:00:00 GMT", 86_400), ("Sun, 06 Nov 1994 08:49:37 CET", nil),
            ("Sun, 32 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49 GMT", nil),
        ] as [(String, Int?)])
    func retryAfterIsSecondsOrADate(header: String, seconds: Int?) {
        // 1994-11-06 08:49:00
        #expect(RetryAfter.parse(header, now: 784_111_740) == seconds.map { .seconds($0) })
    }

    @Test func aThrottleLetsOneThroughWithTheSum() {
        var throttle = LogThrottle(interval: .seconds(60))
        let start = ContinuousClock.now
        let sums = [(1, 0), (2, 1), (3, 59), (4, 60), (5, 61)].map { throttle.add($0, at: start + .seconds($1)) }
        #expect(sums == [1, nil, nil, 9, nil])
    }
}
