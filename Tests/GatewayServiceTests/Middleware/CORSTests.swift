import HTTPTypes
import HummingbirdTesting
import Testing

@testable import GatewayService

struct CORSTests {
    private static let app = "https://app.example.com"
    private static let listed = CORSConfiguration(
        origins: .only(["https://app.example.com", "http://localhost:5173"].compactMap { WebOrigin($0) }),
        maximumAge: .seconds(600))
    private static let withCookie = CORSConfiguration(origins: listed.origins, allowsCredentials: true)
    private static let any = CORSConfiguration(origins: .any)

    private static func send(
        _ configuration: CORSConfiguration, _ method: HTTPRequest.Method = .get, _ headers: HTTPFields,
        answer: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await MiddlewareRouter.send(
            method, headers: headers, through: CORS(configuration: configuration), answer: answer)
    }

    @Test(
        arguments: [
            ("an origin of the list", listed, app, app),
            ("another of the list", listed, "http://localhost:5173", "http://localhost:5173"),
            ("an origin as nobody writes it", listed, "HTTPS://APP.example.com:443", app),
            ("another scheme", listed, "http://app.example.com", nil), ("another port", listed, app + ":8443", nil),
            ("a longer name", listed, app + ".evil.example", nil),
            ("a name before it", listed, "https://evil.app.example.com", nil),
            ("no origin that can be named", listed, "null", nil), ("two origins", listed, "\(app), \(app)", nil),
            ("any origin", any, "https://evil.example", "*"), ("no origins at all", CORSConfiguration(), app, nil),
        ] as [(String, CORSConfiguration, String, String?)])
    func `given a page of another origin, when it calls, then only an allowed one may read the answer`(
        _: String, configuration: CORSConfiguration, origin: String, allowed: String?
    ) async throws {
        let response = try await Self.send(configuration, .get, [.origin: origin])
        #expect(response.status == .ok)
        #expect(response.headers[.accessControlAllowOrigin] == allowed)
        #expect(response.headers[.accessControlAllowCredentials] == nil)
        #expect((response.headers[.accessControlExposeHeaders] ?? "").contains("Traceresponse") == (allowed != nil))
    }

    @Test(arguments: [
        ("may carry the cookie", withCookie, "true" as String?), ("may not", listed, nil), ("are anybody's", any, nil),
    ])
    func `given an allowed page, when its requests carry a cookie, then it is told whether they may`(
        _: String, configuration: CORSConfiguration, credentials: String?
    ) async throws {
        let headers: HTTPFields = [.origin: Self.app, .accessControlRequestMethod: "POST"]
        for method in [HTTPRequest.Method.get, .options] {
            let response = try await Self.send(configuration, method, headers)
            #expect(response.headers[.accessControlAllowCredentials] == credentials)
        }
    }

    @Test func `given an allowed page, when it asks beforehand, then it is told for how long what is allowed`()
        async throws
    {
        let response = try await Self.send(
            Self.listed, .options, [.origin: Self.app, .accessControlRequestMethod: "PATCH"])
        #expect(response.status == .noContent)
        #expect(response.headers[.accessControlAllowOrigin] == Self.app)
        #expect(response.headers[.accessControlAllowMethods]?.contains("PATCH") == true)
        #expect(response.headers[.accessControlAllowHeaders]?.contains("Authorization") == true)
        #expect(response.headers[.accessControlMaxAge] == "600")
        #expect(response.headers[.vary] == "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")
    }

    @Test func `given a page that is not allowed, when it asks beforehand, then it is refused`() async throws {
        let response = try await Self.send(
            Self.listed, .options, [.origin: "https://evil.example", .accessControlRequestMethod: "PATCH"])
        #expect(response.status == .forbidden)
        #expect(response.headers.allSatisfy { !$0.name.canonicalName.hasPrefix("access-control-allow") })
    }

    @Test(
        arguments: [
            ("no origin", [.accessControlRequestMethod: "GET"]), ("no method", [.origin: app]),
        ] as [(String, HTTPFields)])
    func `given an OPTIONS request that is no preflight, when it comes, then the endpoint answers`(
        _: String, headers: HTTPFields
    ) async throws {
        #expect(try await Self.send(Self.listed, .options, headers).status == .ok)
    }

    @Test(
        arguments: [
            ("a page", [.origin: app], listed, "Accept, Origin"),
            ("no page, but a cache may serve one later", [:], listed, "Accept, Origin"),
            ("all the same", [:], any, "Accept"),
            ("nobody else", [.origin: app], CORSConfiguration(), "Accept"),
        ] as [(String, HTTPFields, CORSConfiguration, String)])
    func `given answers that depend on the origin, when caches see them, then they are told`(
        _: String, headers: HTTPFields, configuration: CORSConfiguration, vary: String
    ) async throws {
        let response = try await Self.send(configuration, .get, headers, answer: [.vary: "Accept"])
        #expect(response.headers[.vary] == vary)
    }
}
