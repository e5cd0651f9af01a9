import FoundationEssentials
import ServiceKit
import Testing

@testable import DummyService

struct EntityRepositoryTests {
    private let userID = UUID()
    private let start = Date(microsecondsSince1970: 1_795_473_820_123_457)
    private var later: Date { start.addingTimeInterval(60) }

    private func entity(
        _ name: String = "Pebble", of userID: UUID? = nil, microseconds: Int64 = 0
    ) throws -> Entity {
        let time = Date(microsecondsSince1970: start.microsecondsSince1970 + microseconds)
        return Entity(
            id: UUID(), userID: userID ?? self.userID, name: try EntityName(name),
            description: try EntityDescription("it's \"grey\", 🗿\n$1"), createTime: time, updateTime: time)
    }

    private func request(_ id: String, _ entity: Entity) throws -> CreateRequest {
        try #require(
            try CreateRequest(id: id, name: entity.name, description: entity.description, at: entity.createTime))
    }

    @Test(arguments: EntityStore.allCases)
    func `given an entity, when its owner looks for it, then it is found as it was given`(_ store: EntityStore)
        async throws
    {
        try await store.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            for now in [nil, start] as [Date?] {
                #expect(try await entities.entity(id: entity.id, of: userID, deletedAsOf: now) == entity)
                #expect(try await entities.entity(id: UUID(), of: userID, deletedAsOf: now) == nil)
            }
        }
    }

    @Test(arguments: EntityStore.allCases, [false, true])
    func `given an entity, when another user reaches for it, then nothing is found and nothing changes`(
        _ store: EntityStore, isDeleted: Bool
    ) async throws {
        try await store.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            if isDeleted {
                _ = try await entities.delete(id: entity.id, of: userID, if: .none, at: start, until: later)
            }
            let before = try await entities.entity(id: entity.id, of: userID, deletedAsOf: start)
            let other = UUID()
            let change = EntityChange(name: try EntityName("mine"))
            var query = EntityQuery(userID: other)
            query.deletedAsOf = start

            #expect(try await entities.entity(id: entity.id, of: other, deletedAsOf: start) == nil)
            #expect(try await entities.entities(query, limit: 10).isEmpty)
            for precondition in [EntityPrecondition.none, .init(version: 1), .init(version: 2)] {
                #expect(
                    try await entities.update(id: entity.id, of: other, change, if: precondition, at: start) == .absent)
                #expect(
                    try await entities.delete(id: entity.id, of: other, if: precondition, at: start, until: later)
                        == .absent)
                #expect(try await entities.undelete(id: entity.id, of: other, if: precondition, at: start) == .absent)
            }

            #expect(try await entities.entity(id: entity.id, of: userID, deletedAsOf: start) == before)
        }
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var name: String?
        var description: String?
    }

    @Test(
        arguments: EntityStore.allCases,
        [
            Change(testDescription: "the name", name: "Boulder"),
            Change(testDescription: "the description", description: "Heavy"),
            Change(testDescription: "the description away", description: ""),
            Change(testDescription: "both", name: "Boulder", description: "Heavy"),
        ])
    func `given an entity, when it is updated, then it changes where it should`(
        _ store: EntityStore, _ change: Change
    ) async throws {
        try await store.with { entities in
            let entity = try entity()
            let neighbour = try self.entity()
            for entity in [entity, neighbour] { try await entities.insert(entity) }
            var expected = entity
            expected.updateTime = later
            expected.version = 2
            if let name = change.name { expected.name = try EntityName(name) }
            if let description = change.description { expected.description = try EntityDescription(description) }

            let outcome = try await entities.update(
                id: entity.id, of: userID,
                EntityChange(
                    name: change.name.map { try EntityName($0) },
                    description: change.description.map { try EntityDescription($0) }),
                if: .none, at: later)

            #expect(outcome == .done(expected))
            #expect(try await entities.entity(id: entity.id, of: userID, deletedAsOf: nil) == expected)
            #expect(try await entities.entity(id: neighbour.id, of: userID, deletedAsOf: nil) == neighbour)
        }
    }

    @Test(arguments: EntityStore.allCases)
    func `given an entity, when it is changed, then each version is accepted once`(_ store: EntityStore) async throws {
        try await store.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            let (id, change) = (entity.id, EntityChange(name: try EntityName("Boulder")))
            func version(_ number: Int64) -> EntityPrecondition { EntityPrecondition(version: number) }

            #expect(
                try await entities.update(id: id, of: userID, change, if: version(2), at: start) == .preconditionFailed)
            #expect(try await entities.update(id: id, of: userID, change, if: version(1), at: start).version == 2)
            #expect(
                try await entities.update(id: id, of: userID, change, if: version(1), at: start) == .preconditionFailed)
            #expect(
                try await entities.delete(id: id, of: userID, if: version(1), at: start, until: later)
                    == .preconditionFailed)
            #expect(try await entities.undelete(id: id, of: userID, if: version(2), at: start) == .notDeleted)
            #expect(try await entities.delete(id: id, of: userID, if: version(2), at: start, until: later).version == 3)
            #expect(try await entities.update(id: id, of: userID, change, if: version(3), at: start) == .absent)
            #expect(try await entities.delete(id: id, of: userID, if: version(3), at: start, until: later) == .absent)
            #expect(try await entities.undelete(id: id, of: userID, if: version(2), at: start) == .preconditionFailed)
            #expect(try await entities.undelete(id: id, of: userID, if: version(3), at: start).version == 4)
        }
    }

    @Test(arguments: EntityStore.allCases)
    func `given a deleted entity, when its time is over, then it is gone, though nobody has swept`(_ store: EntityStore)
        async throws
    {
        try await store.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            var expected = entity
            expected.version = 2
            expected.deletion = .init(deleteTime: start, expireTime: later)
            #expect(
                try await entities.delete(id: entity.id, of: userID, if: .none, at: start, until: later)
                    == .done(expected))
            let lastMoment = Date(microsecondsSince1970: later.microsecondsSince1970 - 1)
            for (now, found) in [(lastMoment, [expected]), (later, [])] {
                var query = EntityQuery(userID: userID)
                query.deletedAsOf = now
                #expect(try await entities.entities(query, limit: 10) == found)
                #expect(try await entities.entity(id: entity.id, of: userID, deletedAsOf: now) == found.first)
            }
            #expect(try await entities.entities(EntityQuery(userID: userID), limit: 10).isEmpty)
            #expect(try await entities.undelete(id: entity.id, of: userID, if: .none, at: later) == .absent)
        }
    }

    @Test(arguments: EntityStore.allCases)
    func `given a request, when it comes again before it is forgotten, then it is known and adds nothing`(
        _ store: EntityStore
    ) async throws {
        try await store.with { entities in
            let first = try entity()
            let second = try entity("Boulder", microseconds: 1)
            let record = CreateRecord(
                fingerprint: try request("1", first).fingerprint, entityID: first.id, createTime: first.createTime)
            #expect(try await entities.insert(first, for: request("1", first), at: start) == record)
            #expect(try await entities.insert(second, for: request("1", second), at: start) == record)
            #expect(try await entities.entities(EntityQuery(userID: userID), limit: 10) == [first])

            let stranger = try entity(of: UUID())
            #expect(try await entities.insert(stranger, for: request("1", stranger), at: start).entityID == stranger.id)

            let nextDay = start.addingTimeInterval(CreateRequest.lifetime)
            #expect(try await entities.insert(second, for: request("1", second), at: nextDay).entityID == second.id)
            #expect(try await entities.entities(EntityQuery(userID: userID), limit: 10) == [second, first])
        }
    }

    @Test(arguments: EntityStore.allCases)
    func `given entities that are gone, when they are purged in batches, then they go and the others stay`(
        _ store: EntityStore
    ) async throws {
        try await store.with { entities in
            var kept: [Entity] = []
            for number in 0..<10 {
                let entity = try entity("\(number)", of: number.isMultiple(of: 3) ? UUID() : userID)
                _ = try await entities.insert(entity, for: request("\(number)", entity), at: start)
                guard number < 8 else {
                    kept.append(entity)
                    continue
                }
                let expireTime = number < 7 ? later : later.addingTimeInterval(1)
                _ = try await entities.delete(
                    id: entity.id, of: entity.userID, if: .none, at: start, until: expireTime)
            }
            var batches = 1
            while try await entities.purge(at: later, limit: 3) { batches += 1 }
            #expect(batches == 3)
            var query = EntityQuery(userID: userID)
            // Long before: only what has no row any more can't be seen.
            query.deletedAsOf = start
            #expect(try await Set(entities.entities(query, limit: 100).map(\.name.text)) == ["7", "8"])
            #expect(try await entities.undelete(id: kept[0].id, of: userID, if: .none, at: start) == .notDeleted)

            // The requests are remembered for a day.
            let again = try entity("8")
            #expect(try await entities.insert(again, for: request("8", again), at: start).entityID == kept[0].id)
            while try await entities.purge(at: start.addingTimeInterval(CreateRequest.lifetime), limit: 3) {}
            #expect(try await entities.insert(again, for: request("8", again), at: start).entityID == again.id)
        }
    }

    /// Times one microsecond apart show a position that was rounded, equal ones show an order without ids.
    @Test(
        arguments: EntityStore.allCases,
        [
            "", "create_time", "name", "name desc", "update_time", "update_time desc", "name, create_time",
            "name desc, create_time desc", "name, create_time desc", "create_time desc, name", "update_time, name desc",
            "name desc, update_time, create_time desc",
        ])
    func `given entities, when pages are read in an order, then each entity comes once, in that order`(
        _ store: EntityStore, orderBy: String
    ) async throws {
        let order = try EntityOrder(orderBy)
        for microseconds in [0, 1, 1_000_000] as [Int64] {
            try await store.with { entities in
                var inserted: [Entity] = []
                for number in 0..<9 {
                    let name = ["Z", "a", "é"][number % 3]
                    var entity = try entity(name, microseconds: Int64(number / 2) * microseconds)
                    entity.updateTime.addTimeInterval(Double(number % 2))
                    inserted.append(entity)
                    // An entity is inserted with one time; a change moves the other one.
                    try await entities.insert(entity)
                    if number % 2 == 1 {
                        let outcome = try await entities.update(
                            id: entity.id, of: userID, EntityChange(name: entity.name), if: .none, at: entity.updateTime
                        )
                        entity.version = 2
                        #expect(outcome == .done(entity))
                        inserted[number] = entity
                    }
                    try await entities.insert(self.entity("of somebody else", of: UUID()))
                }
                let expected = inserted.sorted { order.isBefore(order.position(of: $0), order.position(of: $1)) }

                var read: [Entity] = []
                var query = EntityQuery(userID: userID, order: order)
                while read.count < 20 {
                    let page = try await entities.entities(query, limit: 2)
                    guard let last = page.last else { break }
                    #expect(page.count <= 2)
                    read += page
                    query.position = order.position(of: last)
                }

                #expect(read == expected)
            }
        }
    }
}

extension EntityOutcome {
    /// Of the entity after a change.
    var version: Int64? {
        if case .done(let entity) = self { entity.version } else { nil }
    }
}
