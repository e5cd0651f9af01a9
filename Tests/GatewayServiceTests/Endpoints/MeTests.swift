import AuthAPI
import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

struct MeTests {
    @Test func `given a session, when it asks who it is, then it gets its account`() async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, "/user/me", token: FakeAuth.token)
            #expect(response.status == .ok)
            #expect(try response.json == adaAsJSON)
            #expect(gateway.auth.requests(Cairn_Auth_V1_GetCurrentUserRequest.self).count == 1)
            #expect(gateway.auth.callers.withLock { $0 } == [FakeAuth.caller])
        }
    }
}
