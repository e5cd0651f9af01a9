import Postgres
import TestSupport

extension PostgresClient {
    /// Runs `work` while rows are locked by `lock`, and lets go as soon as `waiting` of its statements wait for a lock: so
    /// what happens at the same time does so for sure.
    func whileLocked<Result: Sendable>(
        by lock: PostgresQuery, untilWaiting waiting: Int64, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let running = try await withTransaction { transaction in
            try await transaction.execute(lock)
            let running = Task { try await work() }
            try await eventually("\(waiting) statements wait") {
                try await queryFirst(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """, as: Int64.self) == waiting
            }
            return running
        }
        return try await running.value
    }
}
