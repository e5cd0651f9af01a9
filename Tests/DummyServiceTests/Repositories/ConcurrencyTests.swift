import FoundationEssentials
import ServiceKit
import Synchronization
import Testing

@testable import DummyService

/// What many do at once to the same rows of PostgreSQL.
struct ConcurrencyTests {
    private let userID = UUID()
    private let start = Date(microsecondsSince1970: 1_795_473_820_123_457)

    private func entity(_ name: String = "Pebble", seconds: Double = 0) throws -> Entity {
        let time = start.addingTimeInterval(seconds)
        return Entity(
            id: UUID(), userID: userID, name: try EntityName(name), description: try EntityDescription(""),
            createTime: time, updateTime: time)
    }

    /// What many tasks return that run at once.
    private func results<Result: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: Result.self) { group in
            for number in 0..<count { group.addTask { try await body(number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `given one etag, when many update with it, then one of them wins and its value stays`() async throws {
        try await EntityStore.postgreSQL.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            let (id, userID, start) = (entity.id, userID, start)
            for round in 1...5 as ClosedRange<Int64> {
                let outcomes = try await results(16) { number in
                    try await entities.update(
                        id: id, of: userID, EntityChange(name: EntityName("\(round).\(number)")),
                        if: EntityPrecondition(version: round), at: start)
                }
                let winners = outcomes.filter { $0.version == round + 1 }
                #expect(winners.count == 1)
                #expect(outcomes.count { $0 == .preconditionFailed } == 15)
                let found = try #require(try await entities.entity(id: id, of: userID, deletedAsOf: nil))
                #expect(winners == [.done(found)])
            }
        }
    }

    @Test func `given no etag, when many update, then no version is used twice`() async throws {
        try await EntityStore.postgreSQL.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            let (id, userID, start) = (entity.id, userID, start)
            let outcomes = try await results(32) { number in
                try await entities.update(
                    id: id, of: userID, EntityChange(name: EntityName("\(number)")), if: .none, at: start)
            }
            #expect(Set(outcomes.compactMap(\.version)) == Set(2...33))
        }
    }

    @Test(arguments: [true, false])
    func `given one request id, when many create with it, then there is one entity and all get it`(isSame: Bool)
        async throws
    {
        try await EntityStore.postgreSQL.with { entities in
            let (userID, start) = (userID, start)
            let templates = try (0..<24).map { try entity(isSame ? "Pebble" : "\($0)", seconds: Double($0)) }
            let records = try await results(24) { number in
                let entity = templates[number]
                let request = try #require(
                    try CreateRequest(id: "1", name: entity.name, description: entity.description, at: start))
                return try await entities.insert(entity, for: request, at: start)
            }
            let listed = try await entities.entities(EntityQuery(userID: userID), limit: 100)
            #expect(listed.count == 1)
            #expect(Set(records).count == 1)
            #expect(records.first?.entityID == listed.first?.id)
            #expect(records.first?.createTime == listed.first?.createTime)
        }
    }

    @Test func `given one entity, when many delete it, then one of them does`() async throws {
        try await EntityStore.postgreSQL.with { entities in
            let entity = try entity()
            try await entities.insert(entity)
            let (id, userID, start) = (entity.id, userID, start)
            let deletes = try await results(16) { _ in
                try await entities.delete(id: id, of: userID, if: .none, at: start, until: start.addingTimeInterval(1))
            }
            #expect(deletes.count { $0.version == 2 } == 1)
            #expect(deletes.count { $0 == .absent } == 15)
            let restores = try await results(16) { _ in
                try await entities.undelete(id: id, of: userID, if: .none, at: start)
            }
            #expect(restores.count { $0.version == 3 } == 1)
        }
    }

    @Test(arguments: ["", "create_time", "name", "name desc, create_time", "update_time"])
    func `given others that come and go, when pages are read, then those that stay come once, in order`(orderBy: String)
        async throws
    {
        let order = try EntityOrder(orderBy)
        try await EntityStore.postgreSQL.with { entities in
            let (userID, start) = (userID, start)
            let staying = try (0..<40).map { try entity("stays \($0 % 7)", seconds: Double($0)) }
            for entity in staying { try await entities.insert(entity) }
            let templates = try (0..<400).map { try entity("goes \($0 % 9)", seconds: Double($0 % 40) + 0.5) }
            let isReading = Atomic(true)
            let turmoil = Task {
                for (number, entity) in templates.enumerated() {
                    guard isReading.load(ordering: .relaxed) else { return number }
                    try await entities.insert(entity)
                    if number > 5 {
                        _ = try await entities.delete(
                            id: templates[number - 5].id, of: userID, if: .none, at: start,
                            until: start.addingTimeInterval(60))
                    }
                }
                return templates.count
            }
            var read: [Entity] = []
            var query = EntityQuery(userID: userID, order: order)
            while true {
                let page = try await entities.entities(query, limit: 3)
                guard let last = page.last else { break }
                read += page
                query.position = order.position(of: last)
            }
            isReading.store(false, ordering: .relaxed)
            #expect(try await turmoil.value > 0)

            let expected = staying.sorted { order.isBefore(order.position(of: $0), order.position(of: $1)) }
            #expect(read.filter { $0.name.text.hasPrefix("stays") } == expected)
            #expect(Set(read.map(\.id)).count == read.count)
        }
    }
}
