import GRPCCore
import Interceptors

/// Makes a call that may be made twice, and makes it again, at most twice, while the service is unavailable and there is
/// time left.
///
/// gRPC's own retries are not used: with a timeout, a call that finds no connection would keep its caller waiting until
/// the deadline.
public func idempotent<Result: Sendable>(_ call: () async throws -> Result) async throws -> Result {
    for pause in [Duration.milliseconds(50), .milliseconds(100)] {
        do {
            return try await call()
        } catch let error as RPCError where error.code == .unavailable {
            // Spread, so that callers of a service that comes back do not come all at once.
            let pause = pause * Double.random(in: 0.8...1.2)
            if let deadline = Deadline.current, deadline.remaining() <= pause { throw error }
            try await Task.sleep(for: pause)
        }
    }
    return try await call()
}
