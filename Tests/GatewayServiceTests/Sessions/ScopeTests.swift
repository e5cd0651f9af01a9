import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

/// What an API token may do.
struct ScopeTests {
    @Test(arguments: [
        (["entities:read"], HTTPRequest.Method.get, "/entities", 200), (["entities:read"], .get, "/entities/1", 200),
        (["entities:read"], .delete, "/entities/1", 403), (["entities:write"], .delete, "/entities/1", 204),
        (["entities:write"], .get, "/entities", 403), (["entities:writ"], .delete, "/entities/1", 403),
        ([], .get, "/entities", 403), (["*"], .delete, "/entities/1", 204),
        (["account"], .post, "/entities/1:undelete", 403),
    ])
    func `given a token with scopes, when it is used, then only for what they allow`(
        scopes: [String], method: HTTPRequest.Method, path: String, status: Int
    ) async throws {
        try await RunningGateway.with(.init(scopes: scopes)) { gateway in
            let response = try await gateway.send(method, path, token: FakeAuth.token)
            #expect(response.status.code == status, "\(response.text)")
            if status == 403 {
                #expect(try expectProblem(response, 403, at: path).hasPrefix("The scope 'entities:"))
                #expect(gateway.dummy.requests.withLock { $0.isEmpty })
            }
        }
    }
}
