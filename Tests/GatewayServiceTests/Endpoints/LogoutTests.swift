import AuthAPI
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

struct LogoutTests {
    private static let cleared = "__Host-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"

    @Test(
        arguments: [
            ("a bearer token", [.authorization: "Bearer \(FakeAuth.token)"]),
            ("a cookie", [.cookie: "theme=dark; __Host-session=\(FakeAuth.token)"]),
        ] as [(String, HTTPFields)])
    func `given a session, when it logs out, then auth ends it and the cookie is cleared`(
        _: String, headers: HTTPFields
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.post, "/logout", headers: headers)

            #expect(response.status == .noContent)
            #expect(response.body.readableBytes == 0)
            #expect(response.headers[.setCookie] == Self.cleared)
            #expect(gateway.auth.requests(Cairn_Auth_V1_LogoutRequest.self).map(\.token) == [FakeAuth.token])
        }
    }

    @Test(
        arguments: [
            ("no session", [:]), ("what can't be a token", [.authorization: "Bearer ?"]),
        ] as [(String, HTTPFields)])
    func `given no session, when somebody logs out, then the cookie is cleared and no session ends`(
        _: String, headers: HTTPFields
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.post, "/logout", headers: headers)
            #expect(response.status == .noContent)
            #expect(response.headers[.setCookie] == Self.cleared)
            #expect(gateway.auth.requests(Cairn_Auth_V1_LogoutRequest.self).map(\.token) == [""])
        }
    }

    @Test func `given auth is down, when a session logs out, then 503 keeps the cookie`() async throws {
        try await RunningGateway.with(.init(auth: .isDown)) { gateway in
            let response = try await gateway.send(.post, "/logout", token: FakeAuth.token)
            try expectProblem(response, 503)
            #expect(response.headers[.setCookie] == nil)
        }
    }
}
