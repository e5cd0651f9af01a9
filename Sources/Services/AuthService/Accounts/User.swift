import FoundationEssentials

/// An account, as far as others may see it.
struct User: Sendable, Hashable {
    /// A random UUID: it tells nothing about when or after whom somebody registered.
    let id: UUID
    let email: EmailAddress
    let name: UserName
    let createTime: Date
}

extension User {
    /// An account as it was stored.
    init(id: UUID, storedEmail: String, storedName: String, createTime: Date) {
        self.init(
            id: id, email: EmailAddress(stored: storedEmail), name: UserName(stored: storedName),
            createTime: createTime)
    }
}
