import AuthAPI
import GRPCCore
import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Testing

struct LoginTests {
    private static let body = #"{"email":"ada@example.com","password":"correct horse"}"#

    @Test func `given an account, when it logs in, then 200 has token, user and cookie`() async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.post, "/auth/login", json: Self.body)

            #expect(response.status == .ok)
            let body = try response.json.fields
            #expect(Set(body.keys) == ["token", "user", "expireTime"])
            #expect(body["token"]?.stringValue == FakeAuth.token)
            #expect(body["user"]?.structValue == adaAsJSON)
            #expect(response.headers[.setCookie]?.contains("__Host-session=\(FakeAuth.token);") == true)
            #expect(gateway.auth.requests(Cairn_Auth_V1_LoginRequest.self).map(\.email) == ["ada@example.com"])
        }
    }

    @Test func `given a session without an end, when somebody logs in, then the cookie ends with the browser`()
        async throws
    {
        try await RunningGateway.with(.init(sessionLifetime: nil)) { gateway in
            let response = try await gateway.send(.post, "/auth/login", json: Self.body)
            #expect(response.headers[.setCookie]?.contains("Max-Age") == false)
        }
    }

    @Test func `given a wrong password, when somebody logs in, then 401 asks for credentials`() async throws {
        let refusal = Behaviour.fails(.unauthenticated, "the e-mail address or the password is wrong")
        try await RunningGateway.with(.init(auth: refusal)) { gateway in
            let response = try await gateway.send(.post, "/auth/login", json: Self.body)
            #expect(try expectProblem(response, 401) == "the e-mail address or the password is wrong")
            #expect(response.headers[.wwwAuthenticate] == "Bearer")
            #expect(response.headers[.setCookie] == nil)
        }
    }

    @Test(arguments: [
        (RPCError.Code.resourceExhausted, 429), (.unavailable, 503), (.deadlineExceeded, 504), (.invalidArgument, 400),
    ])
    func `given auth can't, when somebody logs in, then the status is that of its code`(
        code: RPCError.Code, status: Int
    ) async throws {
        try await RunningGateway.with(.init(auth: .fails(code, "later"))) { gateway in
            let response = try await gateway.send(.post, "/auth/login", json: Self.body)
            try expectProblem(response, status)
        }
    }

    @Test func `given auth is down, when somebody logs in, then 503`() async throws {
        try await RunningGateway.with(.init(auth: .isDown)) { gateway in
            let response = try await gateway.send(.post, "/auth/login", json: Self.body)
            try expectProblem(response, 503)
        }
    }
}
