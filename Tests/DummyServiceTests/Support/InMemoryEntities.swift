import FoundationEssentials
import Synchronization

@testable import DummyService

/// Entities in memory: the second implementation of the repository.
///
/// It says in a few lines what PostgreSQL has to do; `EntityRepositoryTests` hold both to the same cases, so that the
/// endpoints' tests may rely on this one.
final class InMemoryEntities: EntityRepository {
    private struct RequestKey: Hashable {
        let userID: UUID
        let id: String
    }

    private struct State {
        var entities: [UUID: Entity] = [:]
        var requests: [RequestKey: (record: CreateRecord, expireTime: Date)] = [:]
    }

    private let state = Mutex(State())

    func insert(_ entity: Entity) async throws {
        state.withLock { $0.entities[entity.id] = entity }
    }

    func insert(_ entity: Entity, for request: CreateRequest, at now: Date) async throws -> CreateRecord {
        state.withLock { state in
            let key = RequestKey(userID: entity.userID, id: request.id)
            if let known = state.requests[key], known.expireTime > now { return known.record }
            let record = CreateRecord(
                fingerprint: request.fingerprint, entityID: entity.id, createTime: entity.createTime)
            state.requests[key] = (record, request.expireTime)
            state.entities[entity.id] = entity
            return record
        }
    }

    func entity(id: UUID, of userID: UUID, deletedAsOf now: Date?) async throws -> Entity? {
        state.withLock { state in
            guard let entity = state.entities[id], entity.userID == userID else { return nil }
            return Self.isVisible(entity, deletedAsOf: now) ? entity : nil
        }
    }

    func entities(_ query: EntityQuery, limit: Int) async throws -> [Entity] {
        let all = state.withLock { Array($0.entities.values) }
        let shown = all.filter {
            $0.userID == query.userID && Self.isVisible($0, deletedAsOf: query.deletedAsOf) && query.filter.matches($0)
                && query.position.map { [entity = $0] in query.order.isBefore($0, query.order.position(of: entity)) }
                    ?? true
        }
        let ordered = shown.sorted {
            query.order.isBefore(query.order.position(of: $0), query.order.position(of: $1))
        }
        return Array(ordered.prefix(limit))
    }

    func update(
        id: UUID, of userID: UUID, _ change: EntityChange, if precondition: EntityPrecondition, at now: Date
    ) async throws -> EntityOutcome {
        self.change(id, userID, precondition, now, from: { !$0.isDeleted }, else: { _ in .absent }) {
            $0.name = change.name ?? $0.name
            $0.description = change.description ?? $0.description
        }
    }

    func delete(
        id: UUID, of userID: UUID, if precondition: EntityPrecondition, at now: Date, until expireTime: Date
    ) async throws -> EntityOutcome {
        change(id, userID, precondition, now, from: { !$0.isDeleted }, else: { _ in .absent }) {
            $0.deletion = .init(deleteTime: now, expireTime: expireTime)
        }
    }

    func undelete(
        id: UUID, of userID: UUID, if precondition: EntityPrecondition, at now: Date
    ) async throws -> EntityOutcome {
        change(
            id, userID, precondition, now, from: { $0.isDeleted && !$0.isGone(at: now) },
            else: { $0.isDeleted ? .absent : .notDeleted }
        ) { $0.deletion = nil }
    }

    func purge(at now: Date, limit: Int) async throws -> Bool {
        state.withLock { state in
            let gone = state.entities.values.filter { $0.isGone(at: now) }.prefix(limit)
            for entity in gone { state.entities[entity.id] = nil }
            let forgotten = state.requests.filter { $0.value.expireTime <= now }.keys.prefix(limit)
            for key in forgotten { state.requests[key] = nil }
            return gone.count == limit || forgotten.count == limit
        }
    }

    private func change(
        _ id: UUID, _ userID: UUID, _ precondition: EntityPrecondition, _ now: Date,
        from isChangeable: (Entity) -> Bool, else refusal: (Entity) -> EntityOutcome, _ apply: (inout Entity) -> Void
    ) -> EntityOutcome {
        state.withLock { state in
            guard var entity = state.entities[id], entity.userID == userID else { return .absent }
            guard isChangeable(entity) else { return refusal(entity) }
            guard precondition.holds(for: entity.version) else { return .preconditionFailed }
            apply(&entity)
            entity.updateTime = max(entity.updateTime, now)
            entity.version += 1
            state.entities[id] = entity
            return .done(entity)
        }
    }

    private static func isVisible(_ entity: Entity, deletedAsOf now: Date?) -> Bool {
        guard let now else { return !entity.isDeleted }
        return !entity.isGone(at: now)
    }
}
