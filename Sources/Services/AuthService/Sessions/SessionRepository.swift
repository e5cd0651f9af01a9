import FoundationEssentials

/// Where sessions are kept.
protocol SessionRepository: Sendable {
    /// Adds a session, and forgets those of the same user that `policy` holds to be over by the time it was created.
    func insert(_ session: Session, _ policy: SessionPolicy) async throws

    /// A session with its user, in one round trip: every request of every client asks for it.
    func session(id: UUID) async throws -> (session: Session, user: User)?

    /// Writes down a use, unless a later one is known.
    func recordUse(of sessionID: UUID, at time: Date) async throws

    /// Ends a session; one that is not there is no error.
    func delete(id: UUID) async throws
}
