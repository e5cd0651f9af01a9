import FoundationEssentials
import Postgres
import ServiceKit
import TestSupport
import Testing

@testable import DummyService

/// Filters that nobody would write.
struct RandomFilterTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `given a filter, when it is written and read, then it means the same, also to PostgreSQL`(seed: UInt64)
        async throws
    {
        var generator = FilterGenerator(seed: seed)
        let userID = UUID()
        let created = try (0..<60).map { _ in try generator.entity(of: userID) }
        try await EntityStore.postgreSQL.with { entities in
            for entity in created { try await entities.insert(entity) }
            var matches = 0
            for _ in 0..<60 {
                let filter = generator.filter()
                let read = try EntityFilter(filter.text)
                let expected = created.filter { filter.matches($0) }
                #expect(created.filter { read.matches($0) } == expected, "\(filter.text)")

                let found = try await entities.entities(EntityQuery(userID: userID, filter: read), limit: 100)
                #expect(Set(found) == Set(expected), "\(filter.text)")
                matches += expected.count
            }
            // Filters that match all or nothing would show nothing.
            #expect((200...3400).contains(matches))
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `given a filter with mutations, when it is read, then it is refused as a filter or PostgreSQL runs it`(
        seed: UInt64
    ) async throws {
        var generator = FilterGenerator(seed: 1000 + seed)
        let signs = Array("()<>=!:-\"'\\ ,.*ANDORT\0é".utf8)
        try await EntityStore.postgreSQL.with { entities in
            var (readable, refused) = (0, 0)
            for _ in 0..<300 {
                var bytes = Array(generator.filter(depth: 2).text.utf8)
                for _ in 0...generator.number(below: 3) {
                    let place = generator.number(below: bytes.count)
                    switch generator.number(below: 3) {
                    case 0: bytes[place] = signs[generator.number(below: signs.count)]
                    case 1: bytes.insert(signs[generator.number(below: signs.count)], at: place)
                    default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + generator.number(below: 4)))
                    }
                    if bytes.isEmpty { bytes = [0x20] }
                }
                let text = String(decoding: bytes, as: UTF8.self)
                do {
                    let filter = try EntityFilter(text)
                    readable += 1
                    _ = try await entities.entities(EntityQuery(userID: UUID(), filter: filter), limit: 1)
                } catch let error as InvalidArgument {
                    #expect(error.field == "filter")
                    refused += 1
                }
            }
            #expect(readable > 10 && refused > 10)
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `given random bytes, when they are read as a filter, then they are one or are refused as one`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...80, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...0x7f, using: &generator) }
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(InvalidArgument) {
                // What can be read can be written, and then means the same.
                let filter = try EntityFilter(text)
                #expect(try EntityFilter(filter.text) == filter || filter == .all([]), "\(text)")
            } catch {
                #expect(error.field == "filter")
            }
        }
    }
}
