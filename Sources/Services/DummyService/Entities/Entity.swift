import FoundationEssentials

/// Something that a user keeps with us.
struct Entity: Sendable, Hashable {
    /// A random UUID. Lists are ordered by times or names, so an id has no need to tell the time.
    let id: UUID
    let userID: UUID
    var name: EntityName
    var description: EntityDescription
    let createTime: Date
    /// Never earlier than it was, whatever the clocks of several instances say.
    var updateTime: Date
    /// Counts the states that the entity has been in, from 1.
    var version: Int64 = 1
    /// Set while the entity is deleted and can be restored.
    var deletion: Deletion?

    struct Deletion: Sendable, Hashable {
        let deleteTime: Date
        /// From then on the entity is gone, even if its row is not swept yet.
        let expireTime: Date
    }
}

extension Entity {
    var isDeleted: Bool { deletion != nil }

    /// Whether a deleted entity can no longer be seen or restored.
    func isGone(at now: Date) -> Bool {
        deletion.map { $0.expireTime <= now } ?? false
    }
}
