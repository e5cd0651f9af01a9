import AuthAPI
import DummyAPI
import GRPCCore
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

struct DeleteEntityTests {
    @Test func `given an entity, when it is deleted, then 204 has no body`() async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.delete, "/entities/1", token: FakeAuth.token)
            #expect(response.status == .noContent)
            #expect(response.body.readableBytes == 0)
            let asked = gateway.dummy.requests(Cairn_Dummy_V1_DeleteEntityRequest.self)
            #expect(asked.map(\.id) == ["1"])
            #expect(gateway.dummy.callers.withLock { $0 } == [FakeAuth.caller])
        }
    }

    @Test(arguments: [(RPCError.Code.notFound, 404), (.permissionDenied, 403), (.aborted, 409), (.outOfRange, 400)])
    func `given dummy refuses, when an entity is deleted, then the status is that of its code`(
        code: RPCError.Code, status: Int
    ) async throws {
        try await RunningGateway.with(.init(dummy: .fails(code, "no"))) { gateway in
            let response = try await gateway.send(.delete, "/entities/1", token: FakeAuth.token)
            #expect(try expectProblem(response, status) == "no")
        }
    }
}
