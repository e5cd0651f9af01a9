import AuthAPI
import GatewayService
import HTTPTypes
import Synchronization
import TestSupport
import Testing

/// Requests that no usual client sends, byte for byte.
struct SocketTests {
    private static func exchange(
        _ request: String, with gateway: RunningGateway, until end: String? = nil
    ) async throws -> String {
        try await RawConnection.with(port: try #require(gateway.port)) { connection in
            await connection.send(request)
            if let end { return try await connection.read(until: end) }
            return try await connection.readToEnd()
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let head: String
        let status: Int
    }

    static let heads: [Case] = [
        Case(testDescription: "no host", head: "GET /user/me HTTP/1.1\r\n", status: 400),
        Case(testDescription: "two hosts", head: "GET /user/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n", status: 400),
        Case(testDescription: "a host with a path", head: "GET /user/me HTTP/1.1\r\nHost: a/b\r\n", status: 400),
        Case(testDescription: "a host with a user", head: "GET /user/me HTTP/1.1\r\nHost: a@b\r\n", status: 400),
        Case(testDescription: "an empty host", head: "GET /user/me HTTP/1.1\r\nHost:\r\n", status: 400),
        Case(testDescription: "an asterisk", head: "OPTIONS * HTTP/1.1\r\nHost: a\r\n", status: 400),
        Case(
            testDescription: "a long target",
            head: "GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n", status: 414),
        Case(testDescription: "TRACE", head: "TRACE /user/me HTTP/1.1\r\nHost: a\r\n", status: 405),
        Case(
            testDescription: "an escaped line break", head: "GET /user%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: a\r\n",
            status: 400),
    ]

    @Test(arguments: heads)
    func `given a head that is allowed to nobody, when it comes, then it is refused and auth is not asked`(
        _ given: Case
    ) async throws {
        try await RunningGateway.with { gateway in
            let request = given.head + "Authorization: Bearer \(FakeAuth.token)\r\nConnection: close\r\n\r\n"
            let answer = try await Self.exchange(request, with: gateway)
            #expect(answer.hasPrefix("HTTP/1.1 \(given.status) "), "\(answer)")
            #expect(!answer.lowercased().contains("\nset-cookie"))
            #expect(gateway.auth.requests.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: ["/nothing", "/auth/login", "/user/me", "/healthz", "/readyz", "/openapi.json"])
    func `given HEAD for whatever is answered, when the connection is kept, then no body stands before the next answer`(
        path: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let requests = "HEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\nHEAD \(path) HTTP/1.1\r\nHost: a\r\n"
            let answers = try await Self.exchange(requests + "Connection: close\r\n\r\n", with: gateway)
            let parts = answers.split(separator: "\r\n\r\n", omittingEmptySubsequences: false)
            #expect(parts.count == 3, "\(answers)")
            #expect(parts.prefix(2).allSatisfy { $0.hasPrefix("HTTP/1.1 ") })
            #expect(parts.last?.isEmpty == true)
        }
    }

    @Test func `given a second request inside a body, when it comes, then it is not answered as one`() async throws {
        try await RunningGateway.with { gateway in
            let hidden = "GET /entities/1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(FakeAuth.token)\r\n\r\n"
            let request = """
                POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                Content-Length: \(hidden.utf8.count)\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(hidden)
                """
            let answer = try await Self.exchange(request, with: gateway)
            #expect(answer.ranges(of: "HTTP/1.1 ").count == 1)
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(gateway.auth.requests.withLock { $0.isEmpty })
        }
    }

    @Test
    func `given a body that stops coming, when the request's time is over, then 408 and the connection is closed`()
        async throws
    {
        var options = RunningGateway.Options()
        options.configuration.requestTimeout = .milliseconds(300)
        try await RunningGateway.with(options) { gateway in
            let request = """
                POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"email":
                """
            let answer = try await Self.exchange(request, with: gateway)
            #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
            #expect(answer.contains("application/problem+json"))
        }
    }

    @Test func `given a body that is too large, when it is announced, then 413 without waiting for it`() async throws {
        try await RunningGateway.with { gateway in
            let request = """
                POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{
                """
            let answer = try await Self.exchange(request, with: gateway)
            #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
        }
    }

    @Test func `given a client that waits before it sends a body, when it may, then it is told`() async throws {
        try await RunningGateway.with { gateway in
            try await RawConnection.with(port: try #require(gateway.port)) { connection in
                let body = #"{"email":"ada@example.com","password":"secret of ada"}"#
                await connection.send(
                    """
                    POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n\
                    Content-Length: \(body.utf8.count)\r\n\r\n
                    """)
                // A client does not have to wait for ever (RFC 9110, section 10.1.1), so nothing is lost without it.
                await connection.send(body)
                _ = try await connection.read(until: "HTTP/1.1 200 OK")
            }
        }
    }
}
