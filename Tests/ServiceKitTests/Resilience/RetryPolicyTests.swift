import GRPCCore
import Testing

@testable import ServiceKit

struct RetryPolicyTests {
    private static let policy = RetryPolicy(
        maximumAttempts: 5, initialBackoff: .milliseconds(100), maximumBackoff: .milliseconds(300))

    private static func unavailable(_ cause: (any Error)? = nil) -> RPCError {
        RPCError(code: .unavailable, message: "", cause: cause)
    }

    @Test(arguments: [
        (1, 0.0, Duration.milliseconds(50)), (1, 1, .milliseconds(100)), (2, 0, .milliseconds(100)),
        (2, 1, .milliseconds(200)), (3, 1, .milliseconds(300)), (4, 1, .milliseconds(300)),
    ])
    func `given a failed attempt, when it may be made again, then pauses double up to a limit, and are spread`(
        attempt: Int, random: Double, pause: Duration
    ) {
        #expect(Self.policy.pause(after: Self.unavailable(), attempt: attempt, remaining: nil, random: random) == pause)
    }

    @Test(
        arguments: [
            ("it was the last attempt", unavailable(), 5, nil),
            ("another failure", RPCError(code: .internalError, message: ""), 1, nil),
            ("a deadline that has passed", RPCError(code: .deadlineExceeded, message: ""), 1, nil),
            ("an open circuit", unavailable(CircuitOpen(upstream: "auth")), 1, nil),
            ("no budget", unavailable(RetryBudgetExhausted()), 1, nil),
            ("no time left", unavailable(), 1, Duration.zero),
            ("only the time of the pause left", unavailable(), 1, .milliseconds(100)),
        ] as [(String, RPCError, Int, Duration?)])
    func `given a failed attempt, when another makes no sense, then there is none`(
        _: String, error: RPCError, attempt: Int, remaining: Duration?
    ) {
        #expect(Self.policy.pause(after: error, attempt: attempt, remaining: remaining, random: 1) == nil)
    }

    @Test func `given enough time, when an attempt failed, then there is another`() {
        let pause = Self.policy.pause(
            after: Self.unavailable(), attempt: 1, remaining: .milliseconds(101), random: 1)
        #expect(pause == .milliseconds(100))
    }
}
