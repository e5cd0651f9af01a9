import FoundationEssentials

/// Where API tokens are kept.
protocol TokenRepository: Sendable {
    /// Adds a token.
    ///
    /// - Returns: Whether it was added; `false` when the user has `maximumCount` already.
    func insert(_ token: APIToken, maximumCount: Int32) async throws -> Bool

    /// A token with its user, in one round trip.
    func token(id: UUID) async throws -> (token: APIToken, user: User)?

    /// Writes down a use, unless one after `limit` is known already.
    func recordUse(ofToken id: UUID, at time: Date, ifNotSince limit: Date) async throws

    /// A user's tokens that are alive at `now`, the newest first.
    func tokens(of userID: UUID, aliveAt now: Date) async throws -> [APIToken]

    /// Ends a token of a user.
    ///
    /// - Returns: Whether the user had it.
    func delete(token id: UUID, of userID: UUID) async throws -> Bool
}
