import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
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

    @Test(arguments: EtagCase.all)
    func `given an etag, when the entity is deleted, then only if it still has it`(_ given: EtagCase) async throws {
        let fixture = DummyFixture()
        let entity = try await given.entity(fixture)
        if given.matches {
            try await fixture.delete(entity.id) { $0.etag = given.etag(entity) }
            #expect(try await failure { try await fixture.get(entity.id) }.code == .notFound)
        } else {
            let error = try await failure { try await fixture.delete(entity.id) { $0.etag = given.etag(entity) } }
            #expect(error.code == .aborted)
            #expect(try await fixture.get(entity.id) == entity)
        }
    }

    @Test func `given no such entity, when it is deleted with an etag, then it is not found`() async throws {
        let fixture = DummyFixture()
        #expect(try await failure { try await fixture.delete(UUID().text) { $0.etag = "1" } }.code == .notFound)
        let id = try await fixture.create().id
        try await fixture.delete(id)
        #expect(try await failure { try await fixture.delete(id) { $0.etag = "2" } }.code == .notFound)
    }

    @Test func `given an etag of a kilobyte, when an entity is deleted, then the error names it`() async throws {
        let fixture = DummyFixture()
        let id = try await fixture.create().id
        let error = try await failure {
            try await fixture.delete(id) { $0.etag = String(repeating: "x", count: 1024) }
        }
        #expect(error.code == .invalidArgument)
        #expect(error.message.hasPrefix("etag: "))
    }
}
