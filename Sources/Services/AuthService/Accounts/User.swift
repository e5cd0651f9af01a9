import FoundationEssentials

/// An account, as far as others may see it.
struct User: Sendable, Hashable {
    /// A random UUID: it tells nothing about when or after whom somebody registered.
    let id: UUID
    let email: EmailAddress
    let name: UserName
    let createTime: Date
}
