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
        #expect(entity.etag == "1")
        #expect(!entity.hasDeleteTime && !entity.hasExpireTime)
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
        Refusal("no name", "name") { $0.name = "" },
        Refusal("a blank name", "name") { $0.name = " \n" },
        Refusal("201 characters", "name") { $0.name = String(repeating: "x", count: 201) },
        Refusal("U+0000 in the name", "name") { $0.name = "x\0" },
        Refusal("a long description", "description") { $0.description_p = String(repeating: "x", count: 10_001) },
        Refusal("U+0000 in the description", "description") { $0.description_p = "\0" },
        Refusal("a long request id", "request_id") { $0.requestID = String(repeating: "x", count: 256) },
        Refusal("a request id with a space", "request_id") { $0.requestID = "a b" },
        Refusal("a request id that is not ASCII", "request_id") { $0.requestID = "ä" },
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

/// The same request twice: AIP-155.
struct CreateEntityAgainTests {
    @Test(arguments: ["d9d3a5a0-5b0c-4c6e-9c0e-1f2b3c4d5e6f", "\"quoted\"", String(repeating: "~", count: 255)])
    func `given a request id, when the request comes again, then the answer is the first one and there is one entity`(
        requestID: String
    ) async throws {
        let fixture = DummyFixture()
        let first = try await fixture.create { $0.requestID = requestID }
        fixture.clock.advance(by: 60)

        let second = try await fixture.create { $0.requestID = requestID }

        #expect(second == first)
        #expect(try await fixture.list().entities == [first])
    }

    @Test
    func `given an entity that has changed since, when its request comes again, then the answer is the first one`()
        async throws
    {
        let fixture = DummyFixture()
        let first = try await fixture.create { $0.requestID = "1" }
        try await fixture.update(first.id) { $0.name = "Boulder" }
        #expect(try await fixture.create { $0.requestID = "1" } == first)
        try await fixture.delete(first.id)
        #expect(try await fixture.create { $0.requestID = "1" } == first)
        #expect(try await fixture.list().entities.isEmpty)
    }

    struct Other: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Cairn_Dummy_V1_CreateEntityRequest) -> Void
    }

    @Test(arguments: [
        Other(testDescription: "another name") { $0.name = "Boulder" },
        Other(testDescription: "another description") { $0.description_p = "" },
        Other(testDescription: "text moved from one field to the other") {
            $0.name = "PebbleGrey"
            $0.description_p = ", round"
        },
    ])
    func `given a request id, when another request has it, then it exists already and nothing is made`(_ other: Other)
        async throws
    {
        let fixture = DummyFixture()
        let first = try await fixture.create { $0.requestID = "1" }
        let error = try await failure {
            try await fixture.create {
                $0.requestID = "1"
                other.change(&$0)
            }
        }
        #expect(error.code == .alreadyExists)
        #expect(error.message.hasPrefix("request_id "))
        #expect(try await fixture.list().entities == [first])
    }

    @Test func `given a request id, when it is another user's, then it is another request`() async throws {
        let fixture = DummyFixture()
        let other = fixture.called(by: Caller(userID: UUID()))
        let mine = try await fixture.create { $0.requestID = "1" }
        let theirs = try await other.create { $0.requestID = "1" }
        #expect(mine.id != theirs.id)
        #expect(try await other.list().entities == [theirs])
    }

    @Test(arguments: [(86_399, 1), (86_400, 2)] as [(TimeInterval, Int)])
    func `given a request id, when a day has passed, then and only then it is forgotten`(
        seconds: TimeInterval, count: Int
    ) async throws {
        let fixture = DummyFixture()
        try await fixture.create { $0.requestID = "1" }
        fixture.clock.advance(by: seconds)
        try await fixture.create { $0.requestID = "1" }
        #expect(try await fixture.list().entities.count == count)
    }

    @Test func `given no request id, when a request comes twice, then there are two entities`() async throws {
        let fixture = DummyFixture()
        #expect(try await fixture.create().id != fixture.create().id)
        #expect(try await fixture.list().entities.count == 2)
    }
}
