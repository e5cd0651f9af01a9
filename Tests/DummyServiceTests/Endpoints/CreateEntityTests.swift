import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import DummyService

struct CreateEntityTests {
    typealias Refusal = DummyServiceTests.Refusal<Cairn_Dummy_V1_CreateEntityRequest>

    @Test func `given a name and a description, when an entity is created, then it is there as it was answered`()
        async throws
    {
        let fixture = DummyFixture()

        let entity = try await fixture.create()

        #expect(UUID(uuidString: entity.id)?.text == entity.id)
        #expect(entity.name == "Pebble")
        #expect(entity.description_p == "Grey, round")
        #expect(entity.createTime == fixture.clock.now.timestamp)
        #expect(entity.updateTime == entity.createTime)
        #expect(try await fixture.get(entity.id) == entity)
    }

    @Test(arguments: [
        ("one character", "x", ""), ("200 characters", String(repeating: "🗿", count: 200), ""),
        ("the longest description", "x", String(repeating: "🗿", count: 10_000)),
        ("lines and quotes", "it's \"one\"", "first\nsecond\t; DROP TABLE dummy.entities"),
    ])
    func `given texts within the limits, when an entity is created, then they are kept as they are`(
        _: String, name: String, description: String
    ) async throws {
        let entity = try await DummyFixture().create {
            $0.name = name
            $0.description_p = description
        }
        #expect(entity.name == name)
        #expect(entity.description_p == description)
    }

    @Test(arguments: [
        Refusal("no user", "user_id") { $0.userID = "" },
        Refusal("a user that is no UUID", "user_id") { $0.userID = "42" },
        Refusal("no name", "name") { $0.name = "" },
        Refusal("a blank name", "name") { $0.name = " \n" },
        Refusal("201 characters", "name") { $0.name = String(repeating: "x", count: 201) },
        Refusal("U+0000 in the name", "name") { $0.name = "x\0" },
        Refusal("a long description", "description") { $0.description_p = String(repeating: "x", count: 10_001) },
        Refusal("U+0000 in the description", "description") { $0.description_p = "\0" },
    ])
    func `given a field that is wrong, when an entity is created, then the error names it`(_ refusal: Refusal)
        async throws
    {
        let fixture = DummyFixture()
        let error = try await failure { try await fixture.create(refusal.change) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(refusal.field): "))
        #expect(try await fixture.list().entities.isEmpty)
    }
}
