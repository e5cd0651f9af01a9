import FoundationEssentials

/// A key to an account for programs, with which they can do less than the user, for a limited time.
struct APIToken: Sendable, Hashable {
    /// How many a user may have.
    static let maximumCount: Int32 = 100

    /// May be shown; without the secret it opens nothing.
    let id: UUID
    let userID: UUID
    let name: TokenName
    let secretHash: SecretHash
    let scopes: [String]
    let createTime: Date
    let expireTime: Date

    /// To within ``SessionPolicy/refreshInterval``.
    let lastUseTime: Date?

    func isAlive(at now: Date) -> Bool { now < expireTime }
}
