import FoundationEssentials

/// Where entities are kept. Whoever asks for one names its owner; the entity of another owner is not there.
protocol EntityRepository: Sendable {
    func insert(_ entity: Entity) async throws

    /// Adds an entity, unless a request of the same owner and id has added one that is remembered at `now`.
    /// - Returns: What is remembered of the request, be it this one or the earlier one.
    func insert(_ entity: Entity, for request: CreateRequest, at now: Date) async throws -> CreateRecord

    /// - Parameter now: Finds a deleted entity, too, unless it is gone by then; nil finds none.
    func entity(id: UUID, of userID: UUID, deletedAsOf now: Date?) async throws -> Entity?

    /// Up to `limit` entities that the query asks for.
    func entities(_ query: EntityQuery, limit: Int) async throws -> [Entity]

    /// Changes an entity that is not deleted.
    func update(
        id: UUID, of userID: UUID, _ change: EntityChange, if precondition: EntityPrecondition, at now: Date
    ) async throws -> EntityOutcome

    /// Deletes an entity, which can be restored until `expireTime`.
    func delete(
        id: UUID, of userID: UUID, if precondition: EntityPrecondition, at now: Date, until expireTime: Date
    ) async throws -> EntityOutcome

    /// Restores a deleted entity.
    func undelete(
        id: UUID, of userID: UUID, if precondition: EntityPrecondition, at now: Date
    ) async throws -> EntityOutcome

    /// Removes up to `limit` entities of any owner that are gone, and as many requests that are forgotten.
    /// - Returns: Whether there may be more.
    func purge(at now: Date, limit: Int) async throws -> Bool
}
