import FoundationEssentials
import ServiceKit
import Testing

@testable import DummyService

struct EntityRepositoryTests {
    private let userID = UUID()
    private let start = Date(microsecondsSince1970: 1_795_473_820_123_457)

    private func entity(
        _ name: String = "Pebble", of userID: UUID? = nil, microseconds: Int64 = 0
    ) throws -> Entity {
        let time = Date(microsecondsSince1970: start.microsecondsSince1970 + microseconds)
        return Entity(
            id: UUID(), userID: userID ?? self.userID, name: try EntityName(name),
            description: try EntityDescription("it's \"grey\", 🗿\n$1"), createTime: time, updateTime: time)
    }

    @Test(arguments: EntityStore.allCases)
    func `given an entity, when its owner looks for it, then it is found as it was given`(_ store: EntityStore)
        async throws
    {
        try await store.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            #expect(try await entities.entity(id: entity.id, of: userID) == entity)
            #expect(try await entities.entity(id: UUID(), of: userID) == nil)
        }
    }

    @Test(arguments: EntityStore.allCases)
    func `given an entity, when another user reaches for it, then nothing is found and nothing changes`(
        _ store: EntityStore
    ) async throws {
        try await store.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            let other = UUID()

            #expect(try await entities.entity(id: entity.id, of: other) == nil)
            #expect(try await entities.entities(of: other, after: nil, limit: 10).isEmpty)
            #expect(
                try await entities.update(
                    id: entity.id, of: other, name: EntityName("mine"), description: nil, at: start) == nil)
            #expect(try await !entities.delete(id: entity.id, of: other))

            #expect(try await entities.entity(id: entity.id, of: userID) == entity)
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
            let later = start.addingTimeInterval(60)
            var expected = entity
            expected.updateTime = later
            if let name = change.name { expected.name = try EntityName(name) }
            if let description = change.description { expected.description = try EntityDescription(description) }

            let updated = try await entities.update(
                id: entity.id, of: userID, name: change.name.map { try EntityName($0) },
                description: change.description.map { try EntityDescription($0) }, at: later)

            #expect(updated == expected)
            #expect(try await entities.entity(id: entity.id, of: userID) == expected)
            #expect(try await entities.entity(id: neighbour.id, of: userID) == neighbour)
        }
    }

    @Test(arguments: EntityStore.allCases)
    func `given an entity, when it is deleted twice, then it was there once`(_ store: EntityStore) async throws {
        try await store.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            #expect(try await entities.delete(id: entity.id, of: userID))
            #expect(try await !entities.delete(id: entity.id, of: userID))
            #expect(try await entities.entity(id: entity.id, of: userID) == nil)
        }
    }

    /// Times one microsecond apart show a position that was rounded, equal ones show an order without ids.
    @Test(arguments: EntityStore.allCases, [0, 1, 1_000_000] as [Int64])
    func `given entities some time apart, when pages are read, then each entity comes once, the newest first`(
        _ store: EntityStore, microseconds: Int64
    ) async throws {
        try await store.with { entities in
            var inserted: [Entity] = []
            for number in 0..<7 {
                let entity = try entity("\(number)", microseconds: Int64(number) * microseconds)
                inserted.append(entity)
                try await entities.insert(entity)
                try await entities.insert(self.entity("of somebody else", of: UUID()))
            }
            let expected = inserted.sorted {
                ($0.createTime, $0.id.uuidString) > ($1.createTime, $1.id.uuidString)
            }

            var read: [Entity] = []
            while read.count < 20 {
                let page = try await entities.entities(of: userID, after: read.last?.position, limit: 2)
                guard !page.isEmpty else { break }
                #expect(page.count <= 2)
                read += page
            }

            #expect(read == expected)
        }
    }
}
