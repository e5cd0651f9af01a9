import FoundationEssentials

/// Where sessions are kept.
protocol SessionRepository: Sendable {
    /// Adds a session to an account whose password is still the one of `passwordVersion`, and forgets those of the same
    /// user that `policy` holds to be over by the time it was created.
    ///
    /// - Returns: Whether it was added; `false` when the password was changed meanwhile, or the account is gone.
    func insert(_ session: Session, passwordVersion: Int32, _ policy: SessionPolicy) async throws
        -> Bool

    /// A session with its user, in one round trip: every request of every client asks for it.
    func session(id: UUID) async throws -> (session: Session, user: User)?

    /// Writes down a use, unless one after `limit` is known already: of many uses at once, one writes.
    func recordUse(of sessionID: UUID, at time: Date, ifNotSince limit: Date) async throws

    /// A user's sessions that `policy` holds to be alive at `now`, those used last first.
    func sessions(of userID: UUID, aliveAt now: Date, _ policy: SessionPolicy, limit: Int32)
        async throws -> [Session]

    /// From where the sessions of an account were opened that `policy` holds to be alive at `now`. Some may be empty.
    func clientAddresses(email: EmailAddress, aliveAt now: Date, _ policy: SessionPolicy) async throws -> [String]

    /// Ends the sessions of a user that were not used for the longest time, so that `count` stay.
    func trim(of userID: UUID, to count: Int32) async throws

    /// Ends a session; one that is not there is no error.
    func delete(id: UUID) async throws

    /// Ends a session of a user.
    ///
    /// - Returns: Whether the user had it.
    func delete(id: UUID, of userID: UUID) async throws -> Bool

    /// Ends the sessions of a user, all but one if `kept` is given.
    ///
    /// - Returns: How many there were.
    func deleteAll(of userID: UUID, except kept: UUID?) async throws -> Int
}
