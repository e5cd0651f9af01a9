import TestSupport
import Testing

@testable import ServiceKit

/// The time is what a test says it is.
struct CircuitBreakerTests {
    private static let limits = CircuitBreaker.Limits(
        slots: 10, slot: .seconds(1), minimumCalls: 4, failureRatio: 0.5, openTime: .seconds(5),
        probeInterval: .milliseconds(500), probes: 2)
    private static let start = ContinuousClock.now

    private static func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    private static func opened() -> CircuitBreaker {
        var breaker = CircuitBreaker(limits, now: start)
        for _ in 0..<4 { breaker.record(.failure, now: start) }
        return breaker
    }

    private func expect(_ isAdmitted: Bool, _ expected: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(isAdmitted == expected, sourceLocation: sourceLocation)
    }

    struct Calls: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let calls: [(outcome: CircuitBreaker.Outcome, at: Int)]
        let isOpen: Bool
    }

    static let sequences: [Calls] = [
        Calls(testDescription: "no call", calls: [], isOpen: false),
        Calls(testDescription: "too few calls", calls: [(.failure, 0), (.failure, 1), (.failure, 2)], isOpen: false),
        Calls(testDescription: "enough failures", calls: Array(repeating: (.failure, 0), count: 4), isOpen: true),
        Calls(
            testDescription: "just as many successes",
            calls: [(.success, 0), (.success, 0), (.failure, 0), (.failure, 0)], isOpen: true),
        Calls(
            testDescription: "more successes",
            calls: [(.success, 0), (.success, 0), (.success, 0), (.failure, 0), (.failure, 0)], isOpen: false),
        Calls(
            testDescription: "failures that are too far apart",
            calls: [(.failure, 0), (.failure, 4000), (.failure, 8000), (.failure, 12000)], isOpen: false),
        Calls(
            testDescription: "failures within the window",
            calls: [(.failure, 0), (.failure, 3000), (.failure, 6000), (.failure, 9000)], isOpen: true),
        Calls(
            testDescription: "a last call that succeeds",
            calls: [(.failure, 0), (.failure, 0), (.failure, 0), (.success, 0)], isOpen: false),
        Calls(
            testDescription: "calls that tell nothing", calls: Array(repeating: (.unknown, 0), count: 9), isOpen: false),
    ]

    @Test(arguments: sequences)
    func `given calls, when enough of them fail in a short time, then the circuit opens`(_ given: Calls) {
        var breaker = CircuitBreaker(Self.limits, now: Self.start)
        for call in given.calls {
            expect(breaker.admit(now: Self.at(call.at)), true)
            breaker.record(call.outcome, now: Self.at(call.at))
        }
        #expect((breaker.state == .open) == given.isOpen)
    }

    @Test func `given an open circuit, when its time is not over, then no call is made`() {
        var breaker = Self.opened()
        expect(breaker.admit(now: Self.at(0)), false)
        expect(breaker.admit(now: Self.at(4999)), false)
        #expect(breaker.state == .open)
    }

    @Test func `given an open circuit, when calls from before end, then it stays open`() {
        var breaker = Self.opened()
        for _ in 0..<9 { breaker.record(.success, now: Self.at(100)) }
        #expect(breaker.state == .open)
    }

    @Test func `given an open circuit, when its time is over, then single calls are let through`() {
        var breaker = Self.opened()
        expect(breaker.admit(now: Self.at(5000)), true)
        #expect(breaker.state == .halfOpen)
        expect(breaker.admit(now: Self.at(5001)), false)
        expect(breaker.admit(now: Self.at(5499)), false)
        expect(breaker.admit(now: Self.at(5500)), true)
    }

    @Test func `given probes, when enough succeed, then the circuit closes and forgets what was before`() {
        var breaker = Self.opened()
        expect(breaker.admit(now: Self.at(5000)), true)
        breaker.record(.success, now: Self.at(5010))
        #expect(breaker.state == .halfOpen)
        expect(breaker.admit(now: Self.at(5500)), true)
        breaker.record(.success, now: Self.at(5510))
        #expect(breaker.state == .closed)
        for _ in 0..<3 { breaker.record(.failure, now: Self.at(5520)) }
        #expect(breaker.state == .closed)
    }

    @Test func `given a probe, when it fails, then the circuit opens for its whole time`() {
        var breaker = Self.opened()
        expect(breaker.admit(now: Self.at(5000)), true)
        breaker.record(.success, now: Self.at(5010))
        expect(breaker.admit(now: Self.at(5500)), true)
        breaker.record(.failure, now: Self.at(6000))
        #expect(breaker.state == .open)
        expect(breaker.admit(now: Self.at(10999)), false)
        expect(breaker.admit(now: Self.at(11000)), true)
        breaker.record(.success, now: Self.at(11000))
        #expect(breaker.state == .halfOpen, "successes before the failure do not count")
    }

    @Test func `given probes that never end, when time goes on, then there are others`() {
        var breaker = Self.opened()
        for probe in 0..<100 { expect(breaker.admit(now: Self.at(5000 + 500 * probe)), true) }
    }

    /// Against a window that keeps every call.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `given random calls, when they are counted in slots, then the sums are those of the calls of the last slots`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        var window = SlidingWindow(slots: 5, slot: .seconds(1), start: Self.start)
        var all: [(slot: Int, isFailure: Bool)] = []
        var time = 0
        for _ in 0..<500 {
            time += Int.random(in: 0...(Int.random(in: 0..<20, using: &random) == 0 ? 4000 : 300), using: &random)
            let isFailure = Bool.random(using: &random)
            window.count(isFailure: isFailure, now: Self.at(time))
            all.append((time / 1000, isFailure))
            let recent = all.filter { $0.slot > time / 1000 - 5 }
            #expect(window.calls == recent.count)
            #expect(window.failures == recent.count { $0.isFailure })
        }
    }
}
