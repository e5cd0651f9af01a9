import FoundationEssentials
import Synchronization

@testable import DummyService

/// Entities in memory: the second implementation of the repository.
///
/// It says in a few lines what PostgreSQL has to do; `EntityRepositoryTests` hold both to the same cases, so that the
/// endpoints' tests may rely on this one.
final class InMemoryEntities: EntityRepository {
    private let entities = Mutex<[UUID: Entity]>([:])

    func insert(_ entity: Entity) async throws {
        entities.withLock { $0[entity.id] = entity }
    }

    func entity(id: UUID, of userID: UUID) async throws -> Entity? {
        entities.withLock { Self.entity(id, of: userID, in: $0) }
    }

    func entities(of userID: UUID, after position: PagePosition?, limit: Int) async throws -> [Entity] {
        let all = entities.withLock { Array($0.values) }
        let ordered = all.filter { $0.userID == userID }.sorted { Self.isBefore($0.position, $1.position) }
        let rest = ordered.filter { entity in position.map { Self.isBefore($0, entity.position) } ?? true }
        return Array(rest.prefix(limit))
    }

    func update(
        id: UUID, of userID: UUID, name: EntityName?, description: EntityDescription?, at time: Date
    ) async throws -> Entity? {
        entities.withLock { entities in
            guard var entity = Self.entity(id, of: userID, in: entities) else { return nil }
            entity.name = name ?? entity.name
            entity.description = description ?? entity.description
            entity.updateTime = time
            entities[id] = entity
            return entity
        }
    }

    func delete(id: UUID, of userID: UUID) async throws -> Bool {
        entities.withLock { entities in
            guard Self.entity(id, of: userID, in: entities) != nil else { return false }
            entities[id] = nil
            return true
        }
    }

    private static func entity(_ id: UUID, of userID: UUID, in entities: [UUID: Entity]) -> Entity? {
        entities[id].flatMap { $0.userID == userID ? $0 : nil }
    }

    /// The newest first; a UUID compares by its bytes, as its text form does.
    private static func isBefore(_ one: PagePosition, _ other: PagePosition) -> Bool {
        (one.createTime, one.id.uuidString) > (other.createTime, other.id.uuidString)
    }
}
