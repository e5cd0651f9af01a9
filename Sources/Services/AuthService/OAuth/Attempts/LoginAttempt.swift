import FoundationEssentials

/// A sign-in by a provider that has begun. Nothing in it is a secret: only hashes are kept, and the rest is derived from
/// what the browser keeps.
struct LoginAttempt: Sendable, Hashable {
    /// How long the user may take at the provider, in seconds.
    static let lifetime: TimeInterval = 600

    let stateHash: SecretHash
    let browserHash: SecretHash
    let provider: String
    let returnPath: ReturnPath

    /// The signed-in user who wants to link the provider; nil for a sign-in.
    let linking: Linking?
    let expireTime: Date

    struct Linking: Sendable, Hashable {
        let userID: UUID
        let sessionID: UUID
    }
}
