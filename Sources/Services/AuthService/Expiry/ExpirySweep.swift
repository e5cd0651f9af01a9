import FoundationEssentials

/// One round through everything that can expire.
struct ExpirySweep: Sendable {
    /// What one statement looks at, so that none holds up others for long.
    var batch: Int32 = 1000

    let rows: any ExpiryRepository
    let policy: SessionPolicy
    var failurePolicy = FailurePolicy()
    let now: @Sendable () -> Date

    /// - Returns: How many rows were removed.
    func run() async throws -> Int {
        var removed = 0
        // No random id is as small as this one.
        var cursor: UUID? = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        while let start = cursor {
            let step = try await rows.removeSessions(after: start, overAt: now(), policy, batch: batch)
            removed += step.removed
            cursor = step.next
        }
        removed += try await drain { try await rows.removeTokens(expiredAt: now(), batch: batch) }
        removed += try await drain { try await rows.removeLoginAttempts(expiredAt: now(), batch: batch) }
        removed += try await drain {
            try await rows.removePasswordFailures(
                notAfter: failurePolicy.forgottenLimit(at: now()), batch: batch)
        }
        return removed
    }

    /// Repeats `remove` until it finds less than a batch.
    private func drain(_ remove: () async throws -> Int) async throws -> Int {
        var total = 0
        while true {
            let count = try await remove()
            total += count
            guard count >= batch else { return total }
        }
    }
}
