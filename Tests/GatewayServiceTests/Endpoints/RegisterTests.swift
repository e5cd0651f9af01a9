import AuthAPI
import GRPCCore
import GatewayService
import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Testing

struct RegisterTests {
    private static let body = #"{"email":"ada@example.com","password":"correct horse","name":"Ada"}"#

    @Test func `given a new account, when it registers, then 201 has token, user and cookie`() async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.post, "/auth/register", json: Self.body)

            #expect(response.status == .created)
            #expect(response.headers[.contentType] == "application/json")
            #expect(response.headers[.cacheControl] == "no-store")
            let body = try response.json.fields
            #expect(body["token"]?.stringValue == FakeAuth.token)
            #expect(body["user"]?.structValue == adaAsJSON)
            let cookie = try #require(response.headers[.setCookie])
            #expect(
                cookie.hasPrefix("__Host-session=\(FakeAuth.token); Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age="))
            let asked = gateway.auth.requests(Cairn_Auth_V1_RegisterRequest.self)
            #expect(
                asked == [
                    .with {
                        $0.email = "ada@example.com"
                        $0.password = "correct horse"
                        $0.name = "Ada"
                    }
                ])
        }
    }

    @Test func `given plain HTTP is allowed, when somebody registers, then the cookie has no Secure and no prefix`()
        async throws
    {
        try await RunningGateway.with(.init(configuration: .init(hasSecureCookie: false))) { gateway in
            let response = try await gateway.send(.post, "/auth/register", json: Self.body)
            let cookie = try #require(response.headers[.setCookie])
            #expect(cookie.hasPrefix("session=\(FakeAuth.token); "))
            #expect(!cookie.contains("Secure"))
        }
    }

    @Test(arguments: [
        (RPCError.Code.alreadyExists, "email: has an account already", 409, "email: has an account already"),
        (.invalidArgument, "password: too short", 400, "password: too short"),
        (.internalError, "SELECT broke", 500, "The server could not do this because of an error of its own."),
        (.unknown, "SELECT broke", 500, "The server could not do this because of an error of its own."),
    ])
    func `given auth refuses, when somebody registers, then the problem says what concerns the caller`(
        code: RPCError.Code, message: String, status: Int, detail: String
    ) async throws {
        try await RunningGateway.with(.init(auth: .fails(code, message))) { gateway in
            let response = try await gateway.send(.post, "/auth/register", json: Self.body)
            #expect(try expectProblem(response, status, at: "/auth/register") == detail)
            #expect(response.headers[.setCookie] == nil)
            #expect(!response.text.contains("correct horse"))
        }
    }

    @Test func `given auth is down, when somebody registers, then 503 says when to try again`() async throws {
        try await RunningGateway.with(.init(auth: .isDown)) { gateway in
            let response = try await gateway.send(.post, "/auth/register", json: Self.body)
            let detail = try expectProblem(response, 503)
            #expect(!detail.contains("127.0.0.1"))
            #expect(response.headers[.retryAfter] == "1")
        }
    }
}
