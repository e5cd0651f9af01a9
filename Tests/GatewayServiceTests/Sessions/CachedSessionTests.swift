import AuthAPI
import HTTPTypes
import HummingbirdTesting
import OTLP
import Synchronization
import TestSupport
import Testing
import TraceTesting

@testable import GatewayService

/// The cache in front of auth, seen from outside.
struct CachedSessionTests {
    private static func options(
        auth: Behaviour = .answers, timeToLive: Duration = .seconds(3600)
    ) -> RunningGateway.Options {
        var options = RunningGateway.Options(auth: auth)
        options.configuration.sessionCache.timeToLive = timeToLive
        return options
    }

    private static func questions(of gateway: RunningGateway) -> Int {
        gateway.auth.requests(Cairn_Auth_V1_ValidateSessionRequest.self).count
    }

    @Test(arguments: [(Duration.seconds(3600), 1), (.zero, 3)])
    func `given a session, when it is used several times, then auth is asked as the setting says`(
        timeToLive: Duration, questions: Int
    ) async throws {
        try await RunningGateway.with(Self.options(timeToLive: timeToLive)) { gateway in
            for _ in 0..<3 {
                let answer = try await gateway.send(.get, "/user/me", token: FakeAuth.token)
                #expect(answer.status == .ok)
            }
            #expect(Self.questions(of: gateway) == questions)
        }
    }

    @Test func `given a session that is known, when another token comes, then it gets nothing from the cache`()
        async throws
    {
        try await RunningGateway.with(Self.options()) { gateway in
            _ = try await gateway.send(.get, "/user/me", token: FakeAuth.token)
            for token in [FakeAuth.token + "x", String(FakeAuth.token.dropLast()), FakeAuth.token.uppercased()] {
                try expectProblem(try await gateway.send(.get, "/user/me", token: token), 401)
            }
        }
    }

    @Test func `given a token that is not valid, when it comes again, then auth is asked again`() async throws {
        try await RunningGateway.with(Self.options()) { gateway in
            for _ in 0..<2 { try expectProblem(try await gateway.send(.get, "/user/me", token: "a.b"), 401) }
            #expect(Self.questions(of: gateway) == 2)
        }
    }

    @Test func `given a session that is known, when it logs out, then it is not believed a moment longer`() async throws
    {
        try await RunningGateway.with(Self.options()) { gateway in
            _ = try await gateway.send(.get, "/user/me", token: FakeAuth.token)
            let answer = try await gateway.send(.post, "/logout", token: FakeAuth.token)
            #expect(answer.status == .noContent)
            _ = try await gateway.send(.get, "/user/me", token: FakeAuth.token)
            #expect(Self.questions(of: gateway) == 2)
        }
    }

    @Test func `given a known session, when a stranger logs out, then it is still known`() async throws {
        try await RunningGateway.with(Self.options()) { gateway in
            _ = try await gateway.send(.get, "/user/me", token: FakeAuth.token)
            let answer = try await gateway.send(.post, "/logout", token: "a.b")
            #expect(answer.status == .noContent)
            _ = try await gateway.send(.get, "/user/me", token: FakeAuth.token)
            #expect(Self.questions(of: gateway) == 1)
        }
    }

    @Test func `given an answer from the cache, when its trace is read, then the span says so`() async throws {
        let capture = SpanCapture()
        var options = Self.options()
        options.tracer = capture.tracer
        try await RunningGateway.with(options) { gateway in
            for _ in 0..<2 { _ = try await gateway.send(.get, "/user/me", token: FakeAuth.token) }
            try await eventually("both spans") { capture.spans(ofKind: .server).count == 2 }
            let flags = capture.spans(ofKind: .server).map { span in
                span.attributes.contains { $0.key == "cairn.session.cached" && $0.value == .bool(true) }
            }
            #expect(flags == [false, true])
        }
    }
}
