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
        var mask: [String] = []
        let apply: @Sendable (inout Cairn_Dummy_V1_UpdateEntityRequest) -> Void
    }

    static let both: @Sendable (inout Cairn_Dummy_V1_UpdateEntityRequest) -> Void = {
        $0.name = "Boulder"
        $0.description_p = "Heavy"
    }

    @Test(arguments: [
        Change(testDescription: "the name", name: "Boulder") { $0.name = "Boulder" },
        Change(testDescription: "the description", description: "Heavy") { $0.description_p = "Heavy" },
        Change(testDescription: "the description away", description: "") { $0.description_p = "" },
        Change(testDescription: "both", name: "Boulder", description: "Heavy", apply: both),
        Change(testDescription: "both, the mask names one", name: "Boulder", mask: ["name"], apply: both),
        Change(
            testDescription: "both, the mask names the other", description: "Heavy", mask: ["description"], apply: both),
        Change(
            testDescription: "both, the mask names both", name: "Boulder", description: "Heavy",
            mask: ["description", "name", "name"], apply: both),
        Change(
            testDescription: "both, the mask says all", name: "Boulder", description: "Heavy", mask: ["*"], apply: both),
        Change(testDescription: "nothing, the mask names the description", description: "", mask: ["description"]) {
            _ in
        },
        Change(testDescription: "the name, the mask says all", name: "Boulder", description: "", mask: ["*"]) {
            $0.name = "Boulder"
        },
    ])
    func `given an entity, when fields are set, then they change and the others stay`(_ change: Change) async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        fixture.clock.advance(by: 60)

        let updated = try await fixture.update(entity.id) {
            change.apply(&$0)
            $0.updateMask.paths = change.mask
        }

        #expect(updated.name == change.name)
        #expect(updated.description_p == change.description)
        #expect(updated.id == entity.id)
        #expect(updated.createTime == entity.createTime)
        #expect(updated.updateTime == fixture.clock.now.timestamp)
        #expect(updated.etag != entity.etag)
        #expect(try await fixture.get(entity.id) == updated)
    }

    @Test func `given an entity, when no field is set, then it is answered as it was`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        fixture.clock.advance(by: 60)
        #expect(try await fixture.update(entity.id) == entity)
        #expect(try await fixture.update(entity.id) { $0.etag = entity.etag } == entity)
        #expect(try await failure { try await fixture.update(entity.id) { $0.etag = "7" } }.code == .aborted)
        #expect(try await failure { try await fixture.update(UUID().text) }.code == .notFound)
    }

    @Test func `given a clock that goes back, when an entity is updated, then its time does not`() async throws {
        let fixture = DummyFixture()
        let entity = try await fixture.create()
        fixture.clock.advance(by: -60)
        #expect(try await fixture.update(entity.id) { $0.name = "Boulder" }.updateTime == entity.updateTime)
    }

    @Test(arguments: EtagCase.all)
    func `given an etag, when the entity is updated, then only if it still has it`(_ given: EtagCase) async throws {
        let fixture = DummyFixture()
        let entity = try await given.entity(fixture)
        let update: @Sendable (inout Cairn_Dummy_V1_UpdateEntityRequest) -> Void = {
            $0.name = "Cairn"
            $0.etag = given.etag(entity)
        }
        if given.matches {
            #expect(try await fixture.update(entity.id, update).name == "Cairn")
        } else {
            #expect(try await failure { try await fixture.update(entity.id, update) }.code == .aborted)
            #expect(try await fixture.get(entity.id) == entity)
        }
    }

    @Test func `given a deleted entity, when it is updated, then it is not found`() async throws {
        let fixture = DummyFixture()
        let id = try await fixture.create().id
        try await fixture.delete(id)
        for etag in ["", "2"] {
            let error = try await failure {
                try await fixture.update(id) {
                    $0.name = "Boulder"
                    $0.etag = etag
                }
            }
            #expect(error.code == .notFound)
        }
    }

    @Test(arguments: [
        Refusal("an empty name", "name") { $0.name = "" },
        Refusal("a mask that takes the name away", "name") { $0.updateMask.paths = ["name"] },
        Refusal("a long name", "name") { $0.name = String(repeating: "x", count: 201) },
        Refusal("a long description", "description") { $0.description_p = String(repeating: "x", count: 10_001) },
        Refusal("an unknown path", "update_mask") { $0.updateMask.paths = ["name", "colour"] },
        Refusal("a field that is not the client's", "update_mask") { $0.updateMask.paths = ["create_time"] },
        Refusal("an empty path", "update_mask") { $0.updateMask.paths = [""] },
        Refusal("a path in the request", "update_mask") { $0.updateMask.paths = ["entity.name"] },
        Refusal("a long etag", "etag") { $0.etag = String(repeating: "x", count: 257) },
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
