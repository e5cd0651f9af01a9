extension Deadline {
    /// The earlier of ``current`` and a timeout that begins now: an inner scope may shorten the time, never extend it.
    public static func earliest(timeout: Duration) -> Deadline {
        let own = Deadline(after: timeout)
        return current.map { min($0, own) } ?? own
    }

    /// Runs `operation` under a deadline, which is never later than the one that already holds.
    ///
    /// `operation` is cancelled when the deadline passes, and is awaited even then: nothing is left running.
    /// - Throws: ``DeadlineExceeded`` when `operation` fails after the deadline; else what it throws.
    public static func withTimeout<Result: Sendable>(
        _ timeout: Duration, operation: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let deadline = earliest(timeout: timeout)
        return try await $current.withValue(deadline) { try await deadline.enforce(operation) }
    }

    /// Cancels `operation` when the deadline passes.
    func enforce<Result: Sendable>(_ operation: @escaping @Sendable () async throws -> Result) async throws -> Result {
        guard !hasPassed() else { throw DeadlineExceeded() }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await operation() }
            group.addTask {
                do { try await ContinuousClock().sleep(until: instant) } catch { return nil }
                return nil
            }
            do {
                while let finished = try await group.next() {
                    group.cancelAll()
                    if let result = finished { return result }
                }
                throw CancellationError()
            } catch {
                group.cancelAll()
                throw hasPassed() ? DeadlineExceeded(cause: error) : error
            }
        }
    }
}
