import AuthAPI
import HTTPTypes
import HummingbirdTesting
import Interceptors
import OTLP
import Synchronization
import TestSupport
import Testing
import TraceTesting

@testable import GatewayService

/// The whole chain, in front of the endpoints: what a client meets.
struct FrontTests {
    private static func configuration(_ change: (inout FrontConfiguration) -> Void) -> RunningGateway.Options {
        var configuration = GatewayConfiguration(requestTimeout: .seconds(60), readinessTimeout: .seconds(30))
        change(&configuration.front)
        return .init(configuration: configuration)
    }

    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    private static let rateLimit = HTTPField.Name("RateLimit")!
    private static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy")!
    private static let login = #"{"email":"ada@example.com","password":"secret"}"#

    @Test(arguments: [
        (HTTPRequest.Method.get, "/nothing", 404), (.put, "/entities", 405), (.get, "/user/me", 401),
        (.get, "/healthz", 200),
        (.post, "/entities", 401),
    ])
    func `given any answer, when it is a refusal, too, then it has the fields that protect`(
        method: HTTPRequest.Method, path: String, status: Int
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(method, path)
            #expect(response.status.code == status)
            #expect(response.headers[.xContentTypeOptions] == "nosniff")
            #expect(response.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
            #expect(response.headers[.cacheControl] == "no-store")
        }
    }

    @Test
    func `given a limit of logins, when a client uses it up, then 429 says when to come again, and the rest goes on`()
        async throws
    {
        let options = Self.configuration {
            $0.rateLimits = RateLimitConfiguration(authentication: RateLimit(2, per: .seconds(3600)), global: nil)
        }
        try await RunningGateway.with(options) { gateway in
            for remaining in [1, 0] {
                let response = try await gateway.send(.post, "/auth/login", json: Self.login)
                #expect(response.status == .ok)
                #expect(response.headers[Self.rateLimitPolicy] == #""auth";q=2;w=3600"#)
                #expect(response.headers[Self.rateLimit]?.hasPrefix(#""auth";r=\#(remaining);t="#) == true)
            }
            let refused = try await gateway.send(.post, "/auth/register", json: Self.login)
            try expectProblem(refused, 429, at: "/auth/register")
            let wait = try #require(refused.headers[.retryAfter].flatMap { Int($0) })
            #expect((1700...1800).contains(wait))
            #expect(refused.headers[Self.rateLimit]?.hasPrefix(#""auth";r=0;t="#) == true)
            #expect(try await gateway.send(.get, "/user/me", token: FakeAuth.token).status == .ok)
            #expect(gateway.auth.requests(Cairn_Auth_V1_LoginRequest.self).count == 2)
            #expect(gateway.auth.requests(Cairn_Auth_V1_RegisterRequest.self).isEmpty)
        }
    }

    @Test(arguments: [("forged", TrustedProxies.none, 429), ("a proxy's", TrustedProxies("loopback")!, 200)])
    func `given a limit of logins, when X-Forwarded-For names others, then it counts only from a trusted proxy`(
        _: String, proxies: TrustedProxies, status: Int
    ) async throws {
        let options = Self.configuration {
            $0.proxies = proxies
            $0.rateLimits = RateLimitConfiguration(authentication: RateLimit(1, per: .seconds(3600)))
        }
        try await RunningGateway.with(options) { gateway in
            for client in ["192.0.2.1", "192.0.2.2"] {
                let response = try await gateway.send(
                    .post, "/auth/login", headers: [Self.forwardedFor: client], json: Self.login)
                #expect(response.status.code == (client == "192.0.2.1" ? 200 : status))
            }
            let again = try await gateway.send(
                .post, "/auth/login", headers: [Self.forwardedFor: "203.0.113.66, 192.0.2.2"], json: Self.login)
            #expect(again.status == .tooManyRequests)
        }
    }

    @Test func `given a limit for all together, when it is used up, then 429 even for others, but not for probes`()
        async throws
    {
        let options = Self.configuration {
            $0.proxies = TrustedProxies("loopback")!
            $0.rateLimits = RateLimitConfiguration(authentication: nil, global: RateLimit(1, per: .seconds(3600)))
        }
        try await RunningGateway.with(options) { gateway in
            let unknown = try await gateway.send(.get, "/nothing", headers: [Self.forwardedFor: "192.0.2.1"])
            #expect(unknown.status == .notFound)
            #expect(unknown.headers[Self.rateLimit]?.hasPrefix(#""global";r=0"#) == true)
            let refused = try await gateway.send(.get, "/user/me", headers: [Self.forwardedFor: "192.0.2.2"])
            try expectProblem(refused, 429)
            #expect(try await gateway.send(.get, "/healthz").status == .ok)
        }
    }

    @Test func `given a cookie, when another site's page logs its owner out, then 403 and nobody is`() async throws {
        try await RunningGateway.with { gateway in
            let headers: HTTPFields = [.cookie: "__Host-session=\(FakeAuth.token)", .origin: "https://evil.example"]
            try expectProblem(try await gateway.send(.post, "/logout", headers: headers), 403, at: "/logout")
            #expect(gateway.auth.requests.withLock { $0.isEmpty })
        }
    }

    @Test func `given an allowed origin, when its page is refused, then it may read why`() async throws {
        let options = Self.configuration {
            $0.cors = CORSConfiguration(origins: .only([WebOrigin("https://app.example.com")!]))
        }
        try await RunningGateway.with(options) { gateway in
            let response = try await gateway.send(.get, "/user/me", headers: [.origin: "https://app.example.com"])
            try expectProblem(response, 401)
            #expect(response.headers[.accessControlAllowOrigin] == "https://app.example.com")
        }
    }

    @Test(arguments: ["//user/me", "/entities/%2e%2e/user/me", "/user/me%0d%0aX:%20y", "/user%00/me"])
    func `given a path that could be another one, when it is asked, then 400`(path: String) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, path, token: FakeAuth.token)
            #expect(response.status == .badRequest)
            #expect(gateway.auth.requests.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: [
        ("from anybody", TrustedProxies.none, true), ("not from its proxy", TrustedProxies("10.0.0.0/8")!, false),
    ])
    func `given a trace that may be continued, when a request brings one, then it counts from whom it is trusted`(
        _: String, proxies: TrustedProxies, isContinued: Bool
    ) async throws {
        let capture = SpanCapture()
        var options = Self.configuration {
            $0.incomingContext = .trusted
            $0.proxies = proxies
        }
        options.tracer = capture.tracer
        try await RunningGateway.with(options) { gateway in
            let traceparent = HTTPField.Name("traceparent")!
            _ = try await gateway.send(
                .get, "/user/me", headers: [traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"])
            let span = try await eventually("the end of the span") { capture.spans.first }
            #expect((span.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736") == isContinued)
            #expect(span.links.isEmpty == isContinued)
        }
    }
}
