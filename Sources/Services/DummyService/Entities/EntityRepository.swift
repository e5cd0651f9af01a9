import FoundationEssentials

/// Where entities are kept. Whoever asks for one names its owner; the entity of another owner is not there.
protocol EntityRepository: Sendable {
    func insert(_ entity: Entity) async throws

    func entity(id: UUID, of userID: UUID) async throws -> Entity?

    /// Up to `limit` entities, the newest first, those of one moment by falling id; only what comes after `position`, if given.
    func entities(of userID: UUID, after position: PagePosition?, limit: Int) async throws -> [Entity]

    /// Changes what is not `nil` and returns the entity as it is then; `nil` when it is not there.
    func update(
        id: UUID, of userID: UUID, name: EntityName?, description: EntityDescription?, at time: Date
    ) async throws -> Entity?

    /// Returns whether it was there.
    func delete(id: UUID, of userID: UUID) async throws -> Bool
}
