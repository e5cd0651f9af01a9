import HTTPTypes
import HummingbirdTesting
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
        for path in ["/auth/register", "/auth/login"] {
            try await RunningGateway.with { gateway in
                let response = try await gateway.send(.post, path, headers: [.contentType: type], json: body)
                try expectProblem(response, status, at: path)
                // What is left of a body that is too large is not waited for.
                #expect(response.headers[.connection] == (status == 413 ? "close" : nil))
                #expect(gateway.auth.requests.withLock { $0.isEmpty })
            }
        }
    }
}
