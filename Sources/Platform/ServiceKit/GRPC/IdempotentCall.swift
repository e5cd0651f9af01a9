import GRPCCore
import Interceptors

/// Makes a call that may be made twice, and makes it again, at most twice, while the service is unavailable and there is
/// time left.
///
/// A service's client lets only a tenth of its calls be made again (see `RetryBudget`), and none while its circuit is open.
///
/// gRPC's own retries are not used: with a timeout, a call that finds no connection would keep its caller waiting until
/// the deadline.
/// - Throws: What the call fails with; DEADLINE_EXCEEDED when the deadline that holds passes, which cancels it.
public func idempotent<Result: Sendable>(
    policy: RetryPolicy = RetryPolicy(), _ call: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    do {
        return try await Deadline.enforcingCurrent { try await repeating(call, policy) }
    } catch let error as DeadlineExceeded {
        throw RPCError(error)
    }
}

private func repeating<Result: Sendable>(
    _ call: @Sendable () async throws -> Result, _ policy: RetryPolicy
) async throws -> Result {
    var attempt = 1
    var failure: RPCError
    do {
        return try await call()
    } catch let error as RPCError {
        failure = error
    }
    while let pause = policy.pause(
        after: failure, attempt: attempt, remaining: Deadline.current?.remaining(), random: .random(in: 0..<1))
    {
        try await Task.sleep(for: pause)
        attempt += 1
        do {
            return try await RetryAttempt.$isRetry.withValue(true, operation: call)
        } catch let error as RPCError {
            // The first failure says what is wrong, not that there was no second attempt.
            if error.cause is RetryBudgetExhausted { throw failure }
            failure = error
        }
    }
    throw failure
}
