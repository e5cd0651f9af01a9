/// What is needed to check a password.
struct Credentials: Sendable {
    let user: User
    /// Nil when only others vouch for the user.
    let passwordHash: PasswordHash?

    /// Grows with each change of the password.
    let passwordVersion: Int32
}
