import AuthAPI
import GRPCCore
import GatewayService
import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

/// What every route has in common that needs a session.
struct AuthenticationTests {
    static let routes: [(method: HTTPRequest.Method, path: String)] = [
        (.get, "/user/me"), (.post, "/entities"), (.get, "/entities"), (.get, "/entities/1"), (.patch, "/entities/1"),
        (.delete, "/entities/1"),
    ]

    static let withoutSession: [(String, HTTPFields, Bool)] = [
        ("nothing", [:], false),
        ("another scheme", [.authorization: "Basic YTpi"], false),
        ("an empty token", [.authorization: "Bearer "], false),
        ("only the scheme", [.authorization: "Bearer"], false),
        ("two tokens", [.authorization: "Bearer a.b c.d"], false),
        ("a token that is too long", [.authorization: tooLong], false),
        ("an empty cookie", [.cookie: "__Host-session="], false),
        ("a cookie without the prefix", [.cookie: "session=id.secret"], false),
        ("an unknown token", [.authorization: "Bearer a.b"], true),
        ("an unknown token beside a good cookie", [.authorization: "Bearer a.b", .cookie: goodCookie], true),
    ]
    private static let tooLong = "Bearer " + String(repeating: "a", count: 513)
    private static let goodCookie = "__Host-session=\(FakeAuth.token)"
    private static let goodToken = "Bearer \(FakeAuth.token)"

    @Test(arguments: withoutSession)
    func `given no valid session, when a protected route is asked, then 401, and no call for what can't be a token`(
        _: String, headers: HTTPFields, isAsked: Bool
    ) async throws {
        try await RunningGateway.with { gateway in
            for route in Self.routes {
                let response = try await gateway.send(route.method, route.path, headers: headers)
                try expectProblem(response, 401, at: route.path)
                #expect(response.headers[.wwwAuthenticate] == "Bearer")
                #expect(!response.text.contains("a.b"))
            }
            #expect(gateway.auth.requests.withLock { $0.isEmpty } != isAsked)
            #expect(gateway.dummy.requests.withLock { $0.isEmpty })
        }
    }

    static let withSession: [(String, HTTPFields)] = [
        ("a bearer token", [.authorization: goodToken]),
        ("a scheme in lower case", [.authorization: "bearer \(FakeAuth.token)"]),
        ("a cookie", [.cookie: goodCookie]),
        ("a cookie among others", [.cookie: "a=b;\(goodCookie); c=d"]),
        ("a cookie beside another scheme", [.authorization: "Basic YTpi", .cookie: goodCookie]),
        ("a token beside an old cookie", [.authorization: goodToken, .cookie: "__Host-session=a.b"]),
    ]

    @Test(arguments: withSession)
    func `given a valid session, when it is presented, then auth is asked for its token`(
        _: String, headers: HTTPFields
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, "/user/me", headers: headers)
            #expect(response.status == .ok)
            let asked = gateway.auth.requests(Cairn_Auth_V1_ValidateSessionRequest.self)
            #expect(asked.map(\.token) == [FakeAuth.token])
        }
    }

    @Test(arguments: [
        ("is down", Behaviour.isDown), ("is overloaded", .fails(.resourceExhausted, "too many")),
        ("has no database", .fails(.unavailable, "connection refused")), ("has a bug", .fails(.internalError, "nil")),
        ("is too slow for its database", .fails(.deadlineExceeded, "slow")), ("hangs", .hangs),
        ("is another version", .fails(.unimplemented, "ValidateSession")),
    ])
    func `given an auth that can't tell, when a protected route is asked, then 503 and never 401`(
        _: String, auth: Behaviour
    ) async throws {
        let timeout: Duration = if case .hangs = auth { .milliseconds(300) } else { .seconds(60) }
        let configuration = GatewayConfiguration(requestTimeout: timeout)
        try await RunningGateway.with(.init(auth: auth, configuration: configuration)) { gateway in
            let response = try await gateway.send(.get, "/entities/1", token: FakeAuth.token)
            #expect(
                try expectProblem(response, 503, at: "/entities/1")
                    == "Your session can't be checked now. Try again later.")
            #expect(response.headers[.retryAfter] == "1")
            #expect(response.headers[.wwwAuthenticate] == nil)
            #expect(gateway.dummy.requests.withLock { $0.isEmpty })
        }
    }
}
