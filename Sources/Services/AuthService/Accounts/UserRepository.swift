import FoundationEssentials

/// Where accounts are kept.
protocol UserRepository: Sendable {
    /// Adds an account together with its first session, both or none.
    ///
    /// - Returns: Whether it was added; `false` when the e-mail address has an account already.
    func insert(_ user: User, passwordHash: PasswordHash, firstSession: Session) async throws -> Bool

    func user(id: UUID) async throws -> User?

    /// The account of an address, with the hash that its password is checked against.
    func credentials(email: EmailAddress) async throws -> Credentials?

    /// Puts `new` in the place of `old`. When the hash is not `old` any more, somebody else changed it, and theirs stays.
    func replacePasswordHash(of userID: UUID, _ old: PasswordHash, with new: PasswordHash) async throws
}

/// What is needed to check a sign-in.
struct Credentials: Sendable {
    let user: User
    let passwordHash: PasswordHash
}
