import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import DummyService

struct UndeleteEntityTests {
    @Test func `given a deleted entity, when it is restored, then it is there again as it was`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        try await fixture.delete(entity.id)
        fixture.clock.advance(by: 3599)

        let restored = try await fixture.undelete(entity.id)

        var expected = entity
        expected.updateTime = fixture.clock.now.timestamp
        expected.etag = "3"
        #expect(restored == expected)
        #expect(try await fixture.get(entity.id) == restored)
        #expect(try await fixture.list().entities == [restored])
    }

    @Test func `given a deleted entity, when its time is over, then it can't be restored`() async throws {
        let fixture = DummyFixture()
        let id = try await fixture.create().id
        try await fixture.delete(id)
        fixture.clock.advance(by: 3600)
        #expect(try await failure { try await fixture.undelete(id) }.code == .notFound)
    }

    @Test func `given an entity that is not deleted, when it is restored, then it exists already`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        #expect(try await failure { try await fixture.undelete(entity.id) }.code == .alreadyExists)
        #expect(try await fixture.get(entity.id) == entity)
    }

    @Test(arguments: EtagCase.all)
    func `given an etag, when a deleted entity is restored, then only if it still has it`(_ given: EtagCase)
        async throws
    {
        // Created and deleted, it is in its second state.
        let fixture = DummyFixture()
        let id = try await fixture.create().id
        try await fixture.delete(id)
        let entity = try await fixture.get(id) { $0.showDeleted = true }
        if given.matches {
            try await fixture.undelete(id) { $0.etag = given.etag(entity) }
            #expect(try await fixture.get(id).id == id)
        } else {
            let error = try await failure { try await fixture.undelete(id) { $0.etag = given.etag(entity) } }
            #expect(error.code == .aborted)
            #expect(try await failure { try await fixture.get(id) }.code == .notFound)
        }
    }
}
