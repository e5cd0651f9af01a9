import AuthAPI
import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

struct MeTests {
    @Test func `given a session, when it asks who it is, then it gets its account by a single call`() async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, "/user/me", token: FakeAuth.token)
            #expect(response.status == .ok)
            #expect(try response.json == adaAsJSON)
            #expect(gateway.auth.requests.withLock { $0.count } == 1)
        }
    }
}
