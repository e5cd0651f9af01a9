import TestSupport
import Testing

@testable import GatewayService

/// The time is what a test says it is.
struct RateLimiterTests {
    private static let start = ContinuousClock.now
    private static func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private func expect(
        _ decision: RateLimiter<Int>.Decision, isAllowed: Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(decision.isAllowed == isAllowed, sourceLocation: sourceLocation)
    }

    @Test func `given a quota, when requests come at once, then it is taken and told, and then no more`() {
        var limiter = RateLimiter<Int>(RateLimit(3, per: .seconds(60)), capacity: 8)
        let decisions = (0..<4).map { _ in limiter.take(1, now: Self.start) }
        #expect(decisions.map(\.isAllowed) == [true, true, true, false])
        #expect(decisions.map(\.remaining) == [2, 1, 0, 0])
        #expect(decisions.map(\.reset) == [.seconds(20), .seconds(40), .seconds(60), .seconds(60)])
        #expect(decisions.map(\.retryAfter) == [.zero, .zero, .seconds(20), .seconds(20)])
    }

    @Test func `given a quota that is used up, when time goes by, then requests are taken one by one`() {
        var limiter = RateLimiter<Int>(RateLimit(3, per: .seconds(60)), capacity: 8)
        for _ in 0..<3 { _ = limiter.take(1, now: Self.start) }
        expect(limiter.take(1, now: Self.at(19.9)), isAllowed: false)
        expect(limiter.take(1, now: Self.at(20)), isAllowed: true)
        expect(limiter.take(1, now: Self.at(20)), isAllowed: false)
        let later = limiter.take(1, now: Self.at(1000))
        #expect(later.isAllowed)
        #expect(later.remaining == 2)
    }

    @Test func `given a refusal, when it is waited for as long as it says, then the next request is taken`() {
        var limiter = RateLimiter<Int>(RateLimit(7, per: .seconds(60)), capacity: 8)
        var now = Self.start
        for _ in 0..<100 {
            let decision = limiter.take(1, now: now)
            if decision.isAllowed { continue }
            #expect(decision.retryAfter > .zero)
            now += decision.retryAfter
            let next = limiter.take(1, now: now)
            #expect(next.isAllowed)
        }
    }

    @Test func `given a refusal, when more are refused, then the wait does not grow`() {
        var limiter = RateLimiter<Int>(RateLimit(1, per: .seconds(10)), capacity: 8)
        expect(limiter.take(1, now: Self.start), isAllowed: true)
        for _ in 0..<100 {
            let decision = limiter.take(1, now: Self.at(9))
            #expect(decision.retryAfter == .seconds(1))
        }
        expect(limiter.take(1, now: Self.at(10)), isAllowed: true)
    }

    @Test func `given several clients, when one has used up its quota, then the others have theirs`() {
        var limiter = RateLimiter<Int>(RateLimit(1, per: .seconds(60)), capacity: 1000)
        expect(limiter.take(1, now: Self.start), isAllowed: true)
        expect(limiter.take(1, now: Self.start), isAllowed: false)
        expect(limiter.take(2, now: Self.start), isAllowed: true)
    }

    /// In any window no more than twice the quota: once what was saved up, once what has come since.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func `given random requests, when they are counted, then the long run keeps to the limit`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let quota = Int.random(in: 1...50, using: &random)
        var limiter = RateLimiter<Int>(RateLimit(quota, per: .seconds(10)), capacity: 8)
        var taken: [Double] = []
        var time = 0.0
        for _ in 0..<2000 {
            time += Double.random(in: 0...0.2, using: &random)
            if limiter.take(1, now: Self.at(time)).isAllowed { taken.append(time) }
        }
        for first in taken {
            #expect(taken.count { $0 >= first && $0 < first + 10 } <= 2 * quota)
        }
        #expect(Double(taken.count) <= Double(quota) * (1 + time / 10) + 1)
    }

    @Test func `given more clients than there is room, when they all come, then memory stays and a heavy one is kept`()
    {
        var limiter = RateLimiter<Int>(RateLimit(100, per: .seconds(60)), capacity: 8)
        for _ in 0..<100 { _ = limiter.take(-1, now: Self.start) }
        for client in 0..<10000 { expect(limiter.take(client, now: Self.start), isAllowed: true) }
        #expect(limiter.count == 8)
        expect(limiter.take(-1, now: Self.start), isAllowed: false)
    }

    @Test func `given clients whose quota is whole again, when others come, then they take their places`() {
        var limiter = RateLimiter<Int>(RateLimit(10, per: .seconds(60)), capacity: 8)
        for client in 0..<8 { for _ in 0..<10 { _ = limiter.take(client, now: Self.start) } }
        for client in 8..<16 { for _ in 0..<10 { _ = limiter.take(client, now: Self.at(61)) } }
        #expect(limiter.count == 8)
        for client in 8..<16 { expect(limiter.take(client, now: Self.at(61)), isAllowed: false) }
    }
}
