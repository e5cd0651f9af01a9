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

    /// Runs `operation` under the deadline that holds, if one does, and cancels it when that passes. Calls inside need no
    /// timers of their own.
    /// - Throws: ``DeadlineExceeded`` when `operation` fails after the deadline; else what it throws.
    public static func enforcingCurrent<Result: Sendable>(
        _ operation: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        guard let current else { return try await operation() }
        return try await current.enforce(operation)
    }

    /// Cancels `operation` when the deadline passes.
    func enforce<Result: Sendable>(_ operation: @escaping @Sendable () async throws -> Result) async throws -> Result {
        guard !hasPassed() else { throw DeadlineExceeded() }
        let task = Task.besideCaller(by: self, operation)
        do {
            return try await task.value(by: self)
        } catch {
            throw hasPassed() ? DeadlineExceeded(cause: error) : error
        }
    }
}
