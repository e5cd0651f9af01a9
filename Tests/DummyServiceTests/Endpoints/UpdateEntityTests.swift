import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import DummyService

struct UpdateEntityTests {
    typealias Refusal = DummyServiceTests.Refusal<Cairn_Dummy_V1_UpdateEntityRequest>

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var name = "Pebble"
        var description = "Grey, round"
        let apply: @Sendable (inout Cairn_Dummy_V1_UpdateEntityRequest) -> Void
    }

    @Test(arguments: [
        Change(testDescription: "the name", name: "Boulder") { $0.name = "Boulder" },
        Change(testDescription: "the description", description: "Heavy") { $0.description_p = "Heavy" },
        Change(testDescription: "the description away", description: "") { $0.description_p = "" },
        Change(testDescription: "both", name: "Boulder", description: "Heavy") {
            $0.name = "Boulder"
            $0.description_p = "Heavy"
        },
    ])
    func `given an entity, when fields are set, then they change and the others stay`(_ change: Change) async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        fixture.clock.advance(by: 60)

        let updated = try await fixture.update(entity.id, change.apply)

        #expect(updated.name == change.name)
        #expect(updated.description_p == change.description)
        #expect(updated.id == entity.id)
        #expect(updated.createTime == entity.createTime)
        #expect(updated.updateTime == fixture.clock.now.timestamp)
        #expect(try await fixture.get(entity.id) == updated)
    }

    @Test func `given an entity, when no field is set, then it is answered as it was`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        fixture.clock.advance(by: 60)
        #expect(try await fixture.update(entity.id) == entity)
    }

    @Test func `given an entity, when another user updates it, then it is as if it were not there`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()

        let error = try await failure {
            try await fixture.update(entity.id) {
                $0.userID = UUID().text
                $0.name = "mine now"
            }
        }

        #expect(error.code == .notFound)
        #expect(try await fixture.get(entity.id) == entity)
        #expect(try await failure { try await fixture.update(UUID().text) }.code == .notFound)
    }

    @Test(arguments: [
        Refusal("no user", "user_id") { $0.userID = "" },
        Refusal("no id", "id") { $0.id = "" },
        Refusal("an empty name", "name") { $0.name = "" },
        Refusal("a long name", "name") { $0.name = String(repeating: "x", count: 201) },
        Refusal("a long description", "description") { $0.description_p = String(repeating: "x", count: 10_001) },
    ])
    func `given a field that is wrong, when an entity is updated, then the error names it and nothing changes`(
        _ refusal: Refusal
    ) async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        let error = try await failure { try await fixture.update(entity.id, refusal.change) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(refusal.field): "))
        #expect(try await fixture.get(entity.id) == entity)
    }
}
