import HTTPTypes
import HummingbirdTesting
import Testing

@testable import GatewayService

struct SecurityHeadersTests {
    private static func send(
        _ answer: HTTPFields, headers: HTTPFields = [:], scheme: String? = "https", age: Int64 = 1000
    ) async throws -> HTTPFields {
        try await MiddlewareRouter.send(
            headers: headers,
            through: SecurityHeaders<GatewayContext>(
                strictTransportAge: age, cookie: SessionCookie(isSecure: true)
            ) { _ in RequestOrigin(client: nil, isFromTrustedProxy: false, scheme: scheme, authority: nil) },
            answer: answer
        ).headers
    }

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text)! }

    @Test func `given data, when it is answered, then no browser runs, embeds, guesses or keeps it`() async throws {
        let headers = try await Self.send([.contentType: "application/json"])
        #expect(headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.crossOriginResourcePolicy] == "same-origin")
        #expect(headers[Self.name("Referrer-Policy")] == "same-origin")
        #expect(headers[.cacheControl] == "no-store")
        #expect(headers[Self.name("Cross-Origin-Opener-Policy")] == nil)
    }

    @Test func `given a page, when it is answered, then only what comes from here runs in it, and nobody frames it`()
        async throws
    {
        let headers = try await Self.send([.contentType: "text/html; charset=utf-8"])
        let policy = try #require(headers[.contentSecurityPolicy])
        for directive in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            #expect(policy.contains(directive))
        }
        #expect(!policy.contains("unsafe"))
        #expect(headers[Self.name("Cross-Origin-Opener-Policy")] == "same-origin")
        #expect(headers[.cacheControl] == nil)
    }

    @Test(arguments: [
        ("https", 1000, "max-age=1000" as String?), ("http", 1000, nil), (nil, 1000, nil), ("https", 0, nil),
    ])
    func `given a scheme, when it is certainly HTTPS, then browsers are to keep to it`(
        scheme: String?, age: Int64, field: String?
    ) async throws {
        #expect(try await Self.send([:], scheme: scheme, age: age)[.strictTransportSecurity] == field)
    }

    @Test func `given an endpoint with fields of its own, when it answers, then they stay`() async throws {
        let own: HTTPFields = [
            .contentSecurityPolicy: "default-src 'self'", .cacheControl: "private, max-age=5",
            .contentType: "application/json",
        ]
        let headers = try await Self.send(own)
        #expect(headers[.contentSecurityPolicy] == "default-src 'self'")
        #expect(headers[.cacheControl] == "private, max-age=5")
    }

    @Test(
        arguments: [
            ("a session cookie", [.cookie: "__Host-session=a.b"], "no-store"),
            ("a token", [.authorization: "Bearer a.b"], "no-store"), ("neither", [.cookie: "theme=dark"], nil),
        ] as [(String, HTTPFields, String?)])
    func `given a file, when somebody who has signed in gets it, then nobody else gets it from a cache`(
        _: String, headers: HTTPFields, control: String?
    ) async throws {
        #expect(try await Self.send([.contentType: "text/plain"], headers: headers)[.cacheControl] == control)
    }
}
