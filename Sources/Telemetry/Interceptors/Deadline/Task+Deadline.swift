import EventLoops

extension Task where Failure == any Error {
    /// Begins work that can be cancelled by itself, on the event loops where its caller is there. Who begins it awaits it by
    /// ``value(by:)`` with the same deadline.
    static func besideCaller(
        by deadline: Deadline?, _ operation: @escaping @Sendable () async throws -> Success
    ) -> Task {
        Task(executorPreference: EventLoopExecutor.current) {
            try await Deadline.$enforced.withValue(deadline, operation: operation)
        }
    }

    /// What the task comes to. It is cancelled when the deadline passes or its caller is cancelled, and is awaited even then.
    func value(by deadline: Deadline?) async throws -> Success {
        let timer = deadline.map { DeadlineTimer.shared.call(at: $0.instant) { cancel() } }
        defer { if let timer { DeadlineTimer.shared.cancel(timer) } }
        return try await withTaskCancellationHandler {
            try await value
        } onCancel: {
            cancel()
        }
    }
}
