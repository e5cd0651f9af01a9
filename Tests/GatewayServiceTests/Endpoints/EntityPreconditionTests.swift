import DummyAPI
import GRPCCore
import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Synchronization
import Testing

/// A change that names the state it is for: RFC 9110, section 13.
struct EntityPreconditionTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let method: HTTPRequest.Method
        let path: String
        var json: String?
        let etags: @Sendable (FakeDummy) -> [String]
    }

    static let changes = [
        Change(testDescription: "an update", method: .patch, path: "/entities/1", json: "{}") {
            $0.requests(Cairn_Dummy_V1_UpdateEntityRequest.self).map(\.etag)
        },
        Change(testDescription: "a deletion", method: .delete, path: "/entities/1") {
            $0.requests(Cairn_Dummy_V1_DeleteEntityRequest.self).map(\.etag)
        },
        Change(testDescription: "an undeletion", method: .post, path: "/entities/1:undelete") {
            $0.requests(Cairn_Dummy_V1_UndeleteEntityRequest.self).map(\.etag)
        },
    ]

    @Test(arguments: changes, [("\"1\"", "1"), ("*", "*"), ("W/\"1\"", "W/\"1\"")])
    func `given If-Match, when a change is sent, then dummy gets the tag`(
        _ change: Change, _ tag: (header: String, etag: String)
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(
                change.method, change.path, token: FakeAuth.token, headers: [.ifMatch: tag.header], json: change.json)
            #expect(response.status.kind == .successful)
            #expect(change.etags(gateway.dummy) == [tag.etag])
        }
    }

    @Test(arguments: changes, [true, false])
    func `given a change that is aborted, when it had If-Match, then 412, else 409`(
        _ change: Change, hasPrecondition: Bool
    ) async throws {
        try await RunningGateway.with(.init(dummy: .fails(.aborted, "it has changed"))) { gateway in
            let response = try await gateway.send(
                change.method, change.path, token: FakeAuth.token, headers: hasPrecondition ? [.ifMatch: "\"1\""] : [:],
                json: change.json)
            #expect(try expectProblem(response, hasPrecondition ? 412 : 409) == "it has changed")
        }
    }

    @Test func `given an idempotency key, when an entity is created, then dummy gets it`() async throws {
        try await RunningGateway.with { gateway in
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let response = try await gateway.send(
                .post, "/entities", token: FakeAuth.token, headers: [key: "8e03978e-40d5-43dd-bc93-6894a57f9324"],
                json: #"{"name":"stone"}"#)
            #expect(response.status == .created)
            let asked = gateway.dummy.requests(Cairn_Dummy_V1_CreateEntityRequest.self)
            #expect(asked.map(\.requestID) == ["8e03978e-40d5-43dd-bc93-6894a57f9324"])
        }
    }
}
