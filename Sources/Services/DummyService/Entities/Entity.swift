import FoundationEssentials

/// Something that a user keeps with us.
struct Entity: Sendable, Hashable {
    /// A random UUID. Lists are ordered by ``createTime``, so an id has no need to tell the time.
    let id: UUID
    let userID: UUID
    var name: EntityName
    var description: EntityDescription
    let createTime: Date
    var updateTime: Date
}
