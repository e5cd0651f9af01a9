import FoundationEssentials
import Testing

/// What browsers may do with the session's cookie, on every route that sets one.
@Suite struct SessionCookieTests {
    /// The routes that open a session, or end it, with a body for an account.
    private static let routes: [(path: String, json: @Sendable (Caller) -> String)] = [
        (
            "/auth/register",
            { _ in #"{"email":"\#(UUID().uuidString)@example.com","password":"correct horse 9 staples","name":"Ada"}"# }
        ),
        ("/auth/login", { #"{"email":"\#($0.email)","password":"\#($0.password)"}"# }),
        ("/auth/password", { #"{"currentPassword":"\#($0.password)","newPassword":"\#($0.password) again"}"# }),
        ("/logout", { _ in "{}" }),
    ]

    @Test(arguments: [true, false])
    func
        `given a gateway behind TLS or without, when a session opens or ends, then no script and no other site gets it`(
            isSecure: Bool
        ) async throws
    {
        try await CairnStack.with(.init(gateway: ["GATEWAY_COOKIE_SECURE": "\(isSecure)"])) { stack in
            let name = isSecure ? "__Host-session" : "session"
            for route in Self.routes {
                let caller = try await stack.newAccount()
                let answer = try await stack.send(
                    "POST", route.path, headers: [("cookie", "\(name)=\(caller.token)")], json: route.json(caller))
                #expect((200..<300).contains(answer.status), "\(route.path)")
                let field = try #require(answer.headers["set-cookie"], "\(route.path)")
                let cookie = try SetCookie(field)
                #expect(cookie.name == name)
                #expect(cookie.attributes.contains("path=/"))
                #expect(cookie.attributes.contains("httponly"))
                #expect(cookie.attributes.contains("samesite=lax"))
                #expect(cookie.attributes.contains("secure") == isSecure)
                // With a domain it would go to sibling hosts, too, and the prefix would make browsers drop it.
                #expect(!cookie.attributes.contains { $0.hasPrefix("domain") })
                let age = cookie.attributes.first { $0.hasPrefix("max-age=") }.flatMap { Int($0.dropFirst(8)) }
                #expect(try #require(age) <= 30 * 86_400)
                #expect((age == 0) == (route.path == "/logout"))
                #expect(answer.headers["cache-control"] == "no-store")
            }
        }
    }
}
