import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import Testing

@testable import DummyService

struct GetEntityTests {
    @Test func `given an entity, when its owner reads it in either case of its id, then it is there`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        #expect(try await fixture.get(entity.id) == entity)
        #expect(try await fixture.get(entity.id.uppercased()) == entity)
    }

    @Test func `given an entity, when another user reads it, then it is as if it were not there`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()

        let foreign = try await failure { try await fixture.get(entity.id) { $0.userID = UUID().text } }
        let missing = try await failure { try await fixture.get(UUID().text) }

        #expect(foreign.code == .notFound)
        #expect(foreign == missing)
    }

    @Test(arguments: [("user_id", "42", UUID().text), ("id", UUID().text, "42"), ("id", UUID().text, "")])
    func `given an id that is no UUID, when an entity is read, then the error names the field`(
        field: String, userID: String, id: String
    ) async throws {
        let error = try await failure { try await DummyFixture().get(id) { $0.userID = userID } }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(field): "))
    }
}
