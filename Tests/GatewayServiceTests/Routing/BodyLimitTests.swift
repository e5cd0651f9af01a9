import HTTPTypes
import Synchronization
import Testing

/// Bodies that are refused before any service is asked, over a real connection.
struct BodyLimitTests {
    @Test(arguments: [
        ("too large", "application/json", String(repeating: " ", count: (1 << 20) + 1), 413),
        ("not JSON", "text/plain", "{}", 415), ("broken", "application/json", "{", 400),
        ("empty", "application/json", "", 400),
    ])
    func `given a body that can't be taken, when it is sent, then the problem comes without a call`(
        _: String, type: String, body: String, status: Int
    ) async throws {
        try await RunningGateway.with { gateway in
            for path in ["/auth/register", "/auth/login"] {
                let response = try await gateway.send(.post, path, headers: [.contentType: type], json: body)
                try expectProblem(response, status, at: path)
            }
            #expect(gateway.auth.requests.withLock { $0.isEmpty })
        }
    }
}
