import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import Testing

@testable import DummyService

struct DeleteEntityTests {
    @Test func `given two entities, when one is deleted, then it is gone and the other is not`() async throws {
        let fixture = DummyFixture()
        let gone = try await fixture.create()
        let kept = try await fixture.create()

        try await fixture.delete(gone.id)

        #expect(try await failure { try await fixture.get(gone.id) }.code == .notFound)
        #expect(try await failure { try await fixture.delete(gone.id) }.code == .notFound)
        #expect(try await fixture.list().entities == [kept])
    }

    @Test func `given an entity, when another user deletes it, then it is as if it were not there`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()

        let error = try await failure { try await fixture.delete(entity.id) { $0.userID = UUID().text } }

        #expect(error.code == .notFound)
        #expect(try await fixture.get(entity.id) == entity)
    }

    @Test(arguments: [("user_id", "", UUID().text), ("id", UUID().text, "42")])
    func `given an id that is no UUID, when an entity is deleted, then the error names the field`(
        field: String, userID: String, id: String
    ) async throws {
        let error = try await failure { try await DummyFixture().delete(id) { $0.userID = userID } }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("\(field): "))
    }
}
