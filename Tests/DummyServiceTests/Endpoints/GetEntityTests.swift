import DummyAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Testing

@testable import DummyService

struct GetEntityTests {
    @Test func `given an entity, when its owner reads it in either case of its id, then it is there`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        #expect(try await fixture.get(entity.id) == entity)
        #expect(try await fixture.get(entity.id.uppercased()) == entity)
    }

    @Test func `given a deleted entity, when it is read, then it is shown only to who asks for deleted ones`()
        async throws
    {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        fixture.clock.advance(by: 60)
        try await fixture.delete(entity.id)

        #expect(try await failure { try await fixture.get(entity.id) }.code == .notFound)
        let deleted = try await fixture.get(entity.id) { $0.showDeleted = true }
        #expect(deleted.name == entity.name)
        #expect(deleted.deleteTime == fixture.clock.now.timestamp)
        #expect(deleted.updateTime == deleted.deleteTime)
        #expect(deleted.expireTime == fixture.clock.now.addingTimeInterval(3600).timestamp)
        #expect(deleted.etag != entity.etag)
    }

    @Test func `given a deleted entity, when its time is over, then nobody sees it any more`() async throws {
        let fixture = DummyFixture()
        let id = try await fixture.create().id
        try await fixture.delete(id)
        fixture.clock.advance(by: 3600)
        #expect(try await failure { try await fixture.get(id) { $0.showDeleted = true } }.code == .notFound)
        #expect(try await fixture.list { $0.showDeleted = true }.entities.isEmpty)
    }
}
