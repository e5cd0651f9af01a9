import FoundationEssentials
import Testing

@testable import AuthService

struct FailurePolicyTests {
    private let policy = FailurePolicy(freeCount: 3, longestDelay: 60, maximumCount: 12, memory: 86_400)
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    @Test(arguments: [
        (Int32(0), 0.0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 32), (9, 60), (11, 60), (12, 86_400), (13, 86_400),
    ])
    func `given failures in a row, when they grow, then the delay doubles up to its limit`(count: Int32, delay: Double)
    {
        #expect(policy.delay(after: count) == delay)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var count: Int32?
        /// Seconds since the last failure.
        var age = 0.0
        let expected: FailurePolicy.Decision
    }

    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private static func allowed(_ count: Int32) -> FailurePolicy.Decision {
        .allowed(PasswordFailures(count: count, lastTime: now))
    }

    static let cases = [
        Case(testDescription: "none before", expected: allowed(1)),
        Case(testDescription: "one that was taken back", count: 0, expected: allowed(1)),
        Case(testDescription: "the last that is free", count: 2, expected: allowed(3)),
        Case(testDescription: "a delay that begins", count: 5, expected: .refused(4)),
        Case(testDescription: "a delay half over", count: 5, age: 2, expected: .refused(2)),
        Case(testDescription: "a delay that is over", count: 5, age: 4, expected: allowed(6)),
        Case(testDescription: "the last that is checked", count: 11, age: 60, expected: allowed(12)),
        Case(testDescription: "too many", count: 12, age: 86_399, expected: .refused(1)),
        Case(testDescription: "too many that are forgotten", count: 12, age: 86_400, expected: allowed(1)),
        Case(testDescription: "a few that are forgotten", count: 2, age: 86_400, expected: allowed(1)),
        Case(testDescription: "a failure that another clock dates later", count: 3, age: -2, expected: .refused(3)),
    ]

    @Test(arguments: cases)
    func `given failures, when another try comes, then it is allowed or told how long to wait`(_ given: Case) {
        let failures = given.count.map {
            PasswordFailures(count: $0, lastTime: Self.now.addingTimeInterval(-given.age))
        }
        #expect(policy.decide(after: failures, at: Self.now) == given.expected)
    }

    @Test func `given the usual limits, when one guesses on and on, then there are fifty guesses in more than a day`() {
        let policy = FailurePolicy()
        var (failures, now, allowed) = (nil as PasswordFailures?, start, 0)
        while now < start.addingTimeInterval(86_400) {
            switch policy.decide(after: failures, at: now) {
            case .allowed(let next):
                allowed += 1
                failures = next
            case .refused(let wait):
                now.addTimeInterval(wait)
            }
        }
        #expect((30...50).contains(allowed))
        // Together with the other counter, NIST SP 800-63B's limit holds.
        #expect(policy.maximumCount * 2 <= 100)
    }
}
