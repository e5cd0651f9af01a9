import FoundationEssentials
import Logging
import Postgres
import ServiceKit
import ServiceLifecycle
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import DummyService

struct EntityPurgeTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let userID = UUID()
    private let now = Date(microsecondsSince1970: 1_795_473_820_123_457)

    private func deleted(_ count: Int, in entities: some EntityRepository) async throws {
        for _ in 0..<count {
            let entity = Entity(
                id: UUID(), userID: userID, name: EntityName(stored: "x"), description: EntityDescription(stored: ""),
                createTime: now, updateTime: now)
            try await entities.insert(entity)
            _ = try await entities.delete(id: entity.id, of: userID, if: .none, at: now, until: now)
        }
    }

    /// How many there would be, seen from before their time was over.
    private func count(in entities: some EntityRepository) async throws -> Int {
        var query = EntityQuery(userID: userID)
        query.deletedAsOf = now.addingTimeInterval(-1)
        return try await entities.entities(query, limit: 1000).count
    }

    @Test(arguments: [0, 9, 10, 35])
    func `given entities that are gone, when a sweep is made, then all are removed, batch by batch`(number: Int)
        async throws
    {
        let entities = CountingEntities()
        try await deleted(number, in: entities)
        let now = now
        let purge = EntityPurge(
            entities: entities, interval: .seconds(3600), batch: 10, now: { now }, tracer: .disabled,
            logger: Self.logger)
        try await purge.sweep()
        #expect(try await count(in: entities) == 0)
        #expect(entities.sweeps.withLock { $0 } == number / 10 + 1)
    }

    @Test func `given a database that fails once, when the service runs, then it goes on until the shutdown`()
        async throws
    {
        let entities = CountingEntities(failures: 1)
        try await deleted(3, in: entities)
        let now = now
        let purge = EntityPurge(
            entities: entities, interval: .milliseconds(5), now: { now }, tracer: .disabled, logger: Self.logger)
        let group = ServiceGroup(services: [purge], logger: Self.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await eventually("an empty table") { try await count(in: entities) == 0 }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func `given PostgreSQL, when two instances sweep at once, then all are removed`() async throws {
        let now = now
        try await EntityStore.postgreSQL.with { entities in
            try await deleted(60, in: entities)
            let purge = EntityPurge(
                entities: entities, interval: .seconds(3600), batch: 7, now: { now }, tracer: .disabled,
                logger: Self.logger)
            async let one: Void = purge.sweep()
            async let other: Void = purge.sweep()
            _ = try await (one, other)
            // One of them may have left the rows that the other held; the next sweep takes what both left.
            try await purge.sweep()
            #expect(try await count(in: entities) == 0)
        }
    }
}

/// Entities in memory that count the sweeps, and fail the first ones.
private final class CountingEntities: EntityRepository {
    struct Broken: Error {}

    let sweeps = Mutex(0)
    private let failures: Int
    private let entities = InMemoryEntities()

    init(failures: Int = 0) {
        self.failures = failures
    }

    func purge(at now: Date, limit: Int) async throws -> Bool {
        let sweep = sweeps.withLock { sweeps in
            sweeps += 1
            return sweeps
        }
        if sweep <= failures { throw Broken() }
        return try await entities.purge(at: now, limit: limit)
    }

    func insert(_ entity: Entity) async throws { try await entities.insert(entity) }

    func insert(_ entity: Entity, for request: CreateRequest, at now: Date) async throws -> CreateRecord {
        try await entities.insert(entity, for: request, at: now)
    }

    func entity(id: UUID, of userID: UUID, deletedAsOf now: Date?) async throws -> Entity? {
        try await entities.entity(id: id, of: userID, deletedAsOf: now)
    }

    func entities(_ query: EntityQuery, limit: Int) async throws -> [Entity] {
        try await entities.entities(query, limit: limit)
    }

    func update(
        id: UUID, of userID: UUID, _ change: EntityChange, if precondition: EntityPrecondition, at now: Date
    ) async throws -> EntityOutcome {
        try await entities.update(id: id, of: userID, change, if: precondition, at: now)
    }

    func delete(
        id: UUID, of userID: UUID, if precondition: EntityPrecondition, at now: Date, until expireTime: Date
    ) async throws -> EntityOutcome {
        try await entities.delete(id: id, of: userID, if: precondition, at: now, until: expireTime)
    }

    func undelete(
        id: UUID, of userID: UUID, if precondition: EntityPrecondition, at now: Date
    ) async throws -> EntityOutcome {
        try await entities.undelete(id: id, of: userID, if: precondition, at: now)
    }
}
