import AuthAPI
import DummyAPI
import GRPCCore
import GatewayService
import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

struct GetEntityTests {
    @Test(arguments: [
        ("a UUID", "5d2c7c3e-54a8-4e5b-bb1c-6c1a6f3b1f00", "5d2c7c3e-54a8-4e5b-bb1c-6c1a6f3b1f00"),
        ("an encoded text", "a%20b%2fc", "a b/c"), ("beyond ASCII", "%C3%BC", "ü"),
    ])
    func `given an id, when the entity is read, then dummy is asked for that one of the caller`(
        _: String, path: String, id: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, "/entities/\(path)", token: FakeAuth.token)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "application/json")
            #expect(try response.json == stoneAsJSON)
            let asked = gateway.dummy.requests(Cairn_Dummy_V1_GetEntityRequest.self)
            #expect(asked.map(\.id) == [id])
            #expect(gateway.dummy.callers.withLock { $0 } == [FakeAuth.caller])
        }
    }

    @Test(arguments: ["%zz", "%f", "%ff"])
    func `given a path that can't be decoded, when it is read, then 400`(path: String) async throws {
        try await RunningGateway.with { gateway in
            try expectProblem(try await gateway.send(.get, "/entities/\(path)", token: FakeAuth.token), 400)
            #expect(gateway.dummy.requests.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: [
        (Behaviour.fails(.notFound, "there is no such entity"), 404, "there is no such entity"),
        (.fails(.dataLoss, "page 7 is torn"), 500, "The server could not do this because of an error of its own."),
        (.fails(.unimplemented, "GetEntity"), 501, "This is not implemented."),
        (.isDown, 503, "A service that is needed for this is not available now. Try again later."),
    ])
    func `given dummy can't, when an entity is read, then the problem says what concerns the caller`(
        behaviour: Behaviour, status: Int, detail: String
    ) async throws {
        try await RunningGateway.with(.init(dummy: behaviour)) { gateway in
            let response = try await gateway.send(.get, "/entities/1?show_deleted=true", token: FakeAuth.token)
            #expect(try expectProblem(response, status, at: "/entities/1") == detail)
        }
    }

    @Test func `given dummy hangs, when an entity is read, then the request's time ends it with 504`() async throws {
        // Long enough for auth to answer first on a busy machine.
        let configuration = GatewayConfiguration(requestTimeout: .seconds(4))
        try await RunningGateway.with(.init(dummy: .hangs, configuration: configuration)) { gateway in
            let response = try await gateway.send(.get, "/entities/1", token: FakeAuth.token)
            #expect(try expectProblem(response, 504) == "There was no answer in time.")
        }
    }
}
