import FoundationEssentials

/// Where identities are kept. Every change is one of all or nothing.
protocol IdentityRepository: Sendable {
    func identities(of userID: UUID) async throws -> [Identity]

    /// Whose identity this is.
    func user(provider: String, subject: String) async throws -> User?

    /// The account of an address, and whether the address was ever verified.
    func account(email: EmailAddress) async throws -> (user: User, isEmailVerified: Bool)?

    /// Opens a session by an identity, and writes down its use.
    ///
    /// - Returns: Whether it did; `false` when the identity does not belong to the session's user any more.
    func signIn(_ identity: Identity, session: Session) async throws -> Bool

    /// Adds an account with its identity and its first session.
    ///
    /// - Returns: Whether it did; `false` when the address has an account or the identity is known by now.
    func insert(_ user: User, isEmailVerified: Bool, _ identity: Identity, session: Session) async throws -> Bool

    /// Adds an identity to the account whose verified address it shares, and opens a session.
    ///
    /// - Returns: Whether it did; `false` when the identity is known, or the account has another one of the provider, or
    ///   its address is not the one or not verified any more.
    func link(_ identity: Identity, byVerifiedEmail email: EmailAddress, session: Session) async throws -> Bool

    /// Adds an identity to the account of a session, and puts another session in the place of that one.
    ///
    /// - Parameter verifiedEmail: What the provider vouches for; if it is the account's address, that is verified, too.
    func link(
        _ identity: Identity, verifiedEmail: EmailAddress?, replacing current: UUID, by session: Session
    ) async throws -> LinkOutcome

    /// Removes an identity, unless it is the last way to sign in, and ends the sessions that it opened, but not `current`.
    func unlink(provider: String, of userID: UUID, keeping current: UUID) async throws -> UnlinkOutcome
}

/// What came of linking.
enum LinkOutcome: Sendable {
    case linked
    /// The account had it already.
    case known
    /// It is another account's.
    case taken
    /// The account has another identity of the provider.
    case another
    /// The session is over.
    case sessionOver
}

/// What came of unlinking.
enum UnlinkOutcome: Sendable {
    case unlinked
    case none
    case last
}
