import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

/// A service that is away for a moment, while it is restarted, say.
struct RetryTests {
    @Test(arguments: ["/entities/1", "/entities"])
    func `given a service that comes back, when something is read, then the call is made again`(
        path: String
    ) async throws {
        try await RunningGateway.with(.init(dummy: .recovers(after: 2))) { gateway in
            let response = try await gateway.send(.get, path, token: FakeAuth.token)
            #expect(response.status == .ok)
            #expect(gateway.dummy.requests.withLock { $0.count } == 3)
        }
    }

    @Test func `given a service that stays away, when something is read, then it is not called for ever`() async throws
    {
        try await RunningGateway.with(.init(dummy: .recovers(after: 100))) { gateway in
            let response = try await gateway.send(.get, "/entities/1", token: FakeAuth.token)
            try expectProblem(response, 503)
            #expect(gateway.dummy.requests.withLock { $0.count } == 3)
        }
    }

    @Test(arguments: [(HTTPRequest.Method.post, "/entities"), (.patch, "/entities/1"), (.delete, "/entities/1")])
    func `given a service that comes back, when something is changed, then the call is made only once`(
        method: HTTPRequest.Method, path: String
    ) async throws {
        try await RunningGateway.with(.init(dummy: .recovers(after: 1))) { gateway in
            let response = try await gateway.send(method, path, token: FakeAuth.token, json: "{}")
            try expectProblem(response, 503)
            #expect(gateway.dummy.requests.withLock { $0.count } == 1)
        }
    }
}
