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

    /// The account with the hash that its password is checked against.
    func credentials(userID: UUID) async throws -> Credentials?

    /// Puts `new` in the place of `old`, for the same password. When the hash is not `old` any more, somebody else changed
    /// it, and theirs stays.
    func replacePasswordHash(of userID: UUID, _ old: PasswordHash, with new: PasswordHash)
        async throws

    /// Changes the password of `version`, and puts one session in the place of all that the user has.
    ///
    /// - Returns: Whether it was changed; `false` when the password has another version by now, or `current` is over.
    func changePassword(
        of userID: UUID, version: Int32, to new: PasswordHash, replacing current: UUID,
        by session: Session
    ) async throws -> Bool
}
