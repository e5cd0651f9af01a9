import FoundationEssentials

/// Who a user is at a provider. A user has at most one identity of each.
struct Identity: Sendable, Hashable {
    let provider: String
    let subject: String
    let userID: UUID

    /// What the provider told when the identity was last used; never compared with anything.
    let email: EmailAddress?
    let createTime: Date
    let lastUseTime: Date
}

extension Identity {
    /// An identity that belongs to an account from now on.
    init(_ known: ProviderIdentity, of userID: UUID, at now: Date) {
        self.init(
            provider: known.provider, subject: known.subject, userID: userID, email: known.email, createTime: now,
            lastUseTime: now)
    }
}
