import FoundationEssentials

/// Where what has expired can be removed, a few rows at a time.
protocol ExpiryRepository: Sendable {
    /// Looks at the next sessions after `cursor` in the order of their ids, and removes those that `policy` holds to be
    /// over at `now`.
    ///
    /// - Returns: How many were removed, and the id to go on after; nil at the end.
    func removeSessions(
        after cursor: UUID, overAt now: Date, _ policy: SessionPolicy, batch: Int32
    ) async throws -> (removed: Int, next: UUID?)

    /// Removes API tokens that have expired by `now`.
    ///
    /// - Returns: How many; as many as `batch` when there may be more.
    func removeTokens(expiredAt now: Date, batch: Int32) async throws -> Int

    /// Removes sign-ins that nobody has come back from by `now`.
    ///
    /// - Returns: How many; as many as `batch` when there may be more.
    func removeLoginAttempts(expiredAt now: Date, batch: Int32) async throws -> Int

    /// Removes the counts of wrong passwords of which none came after `limit`.
    ///
    /// - Returns: How many; as many as `batch` when there may be more.
    func removePasswordFailures(notAfter limit: Date, batch: Int32) async throws -> Int
}
