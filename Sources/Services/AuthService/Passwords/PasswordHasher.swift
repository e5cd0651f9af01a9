/// Makes and checks password hashes, without holding up the cooperative thread pool.
protocol PasswordHasher: Sendable {
    /// A hash of `password` with a new salt and today's parameters.
    func hash(_ password: Password) async throws -> PasswordHash

    /// Whether `hash` was made from `password`, compared in constant time. A wrong one takes the same work whatever
    /// parameters `hash` has, as long as those were no costlier than today's.
    func verify(_ password: Password, against hash: PasswordHash) async throws -> Bool

    /// Whether `hash` is cheaper to attack than what ``hash(_:)`` makes now.
    func isOutdated(_ hash: PasswordHash) -> Bool

    /// A hash that no password is known for, as expensive to check as a real one. It stands in where an account is missing.
    var decoy: PasswordHash { get }
}
