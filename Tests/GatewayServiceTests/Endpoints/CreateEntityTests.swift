import AuthAPI
import DummyAPI
import GRPCCore
import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Synchronization
import Testing

struct CreateEntityTests {
    @Test func `given a session, when it creates an entity, then 201 says where it is`() async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(
                .post, "/entities", token: FakeAuth.token, json: #"{"name":"stone","description":"flat"}"#)

            #expect(response.status == .created)
            #expect(response.headers[.location] == "/entities/\(FakeDummy.entity.id)")
            #expect(try response.json == stoneAsJSON)
            let asked = gateway.dummy.requests(Cairn_Dummy_V1_CreateEntityRequest.self)
            #expect(
                asked == [
                    .with {
                        $0.name = "stone"
                        $0.description_p = "flat"
                    }
                ])
        }
    }

    @Test(arguments: ["userId", "user_id"])
    func `given a body that names an owner, when an entity is created, then 400 and nothing is created`(
        name: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(
                .post, "/entities", token: FakeAuth.token, json: #"{"name":"stone","\#(name)":"somebody else"}"#)
            #expect(try expectProblem(response, 400) == "Unknown field '\(name)'.")
            #expect(gateway.dummy.requests.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: [
        (RPCError.Code.invalidArgument, "name: must not be empty", 400, "name: must not be empty"),
        (.internalError, "INSERT broke", 500, "The server could not do this because of an error of its own."),
        (.unavailable, "no database", 503, "A service that is needed for this is not available now. Try again later."),
    ])
    func `given dummy refuses, when an entity is created, then the problem says what concerns the caller`(
        code: RPCError.Code, message: String, status: Int, detail: String
    ) async throws {
        try await RunningGateway.with(.init(dummy: .fails(code, message))) { gateway in
            let response = try await gateway.send(.post, "/entities", token: FakeAuth.token, json: "{}")
            #expect(try expectProblem(response, status, at: "/entities") == detail)
        }
    }
}
