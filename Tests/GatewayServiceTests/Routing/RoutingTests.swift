import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

struct RoutingTests {
    @Test(arguments: ["/", "/entity", "/entities/1/2", "/auth", "/auth/register/x", "/ENTITIES", "/healthz/x"])
    func `given a path that nobody serves, when it is asked, then 404 is a problem`(path: String) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, path)
            #expect(try expectProblem(response, 404, at: path) == "There is nothing at this path.")
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/auth/register", "POST"), (.put, "/auth/login", "POST"), (.get, "/logout", "POST"),
        (.post, "/user/me", "GET, HEAD"), (.put, "/entities", "POST, GET, HEAD"),
        (.put, "/entities/1", "GET, HEAD, PATCH, DELETE"), (.post, "/entities/1", "GET, HEAD, PATCH, DELETE"),
        (.options, "/entities/1", "GET, HEAD, PATCH, DELETE"), (.post, "/healthz", "GET, HEAD"),
        (.delete, "/readyz", "GET, HEAD"),
    ])
    func `given a method that a path does not offer, when it is asked, then 405 names those that it does`(
        method: HTTPRequest.Method, path: String, allow: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(method, path, token: FakeAuth.token)
            try expectProblem(response, 405, at: path)
            #expect(response.headers[.allow] == allow)
            #expect(gateway.auth.requests.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: ["PROPFIND", "QUERY"])
    func
        `given a method that nobody knows, when it is asked, then a known path names its own, and others are not there`(
            name: String
        ) async throws
    {
        try await RunningGateway.with { gateway in
            let method = try #require(HTTPRequest.Method(rawValue: name))
            for (path, allow) in [("/entities", "POST, GET, HEAD"), ("/healthz", "GET, HEAD"), ("/docs", "GET, HEAD")] {
                let known = try await gateway.send(method, path)
                try expectProblem(known, 405, at: path)
                #expect(known.headers[.allow] == allow)
            }
            try expectProblem(try await gateway.send(method, "/nothing"), 404, at: "/nothing")
        }
    }

    @Test func `given a page, when its head is asked, then it has the page's fields and no body`() async throws {
        try await RunningGateway.with { gateway in
            let get = try await gateway.send(.get, "/entities/1", token: FakeAuth.token)
            let head = try await gateway.send(.head, "/entities/1", token: FakeAuth.token)
            #expect(head.status == .ok)
            #expect(head.body.readableBytes == 0)
            #expect(head.headers[.contentLength] == get.headers[.contentLength])
        }
    }
}
