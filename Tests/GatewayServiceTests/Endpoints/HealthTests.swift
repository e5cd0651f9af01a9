import HTTPTypes
import HummingbirdTesting
import Testing

struct HealthTests {
    @Test func `given services that are down, when liveness is asked, then the gateway lives`() async throws {
        try await RunningGateway.with(.init(auth: .isDown, dummy: .isDown)) { gateway in
            let response = try await gateway.send(.get, "/healthz")
            #expect(response.status == .ok)
            #expect(response.text == #"{"status":"SERVING"}"#)
        }
    }

    @Test func `given services that serve, when readiness is asked, then 200`() async throws {
        try await RunningGateway.with { gateway in
            let get = try await gateway.send(.get, "/readyz")
            #expect(get.status == .ok)
            let head = try await gateway.send(.head, "/readyz")
            #expect(head.status == .ok)
        }
    }

    @Test(arguments: [
        ("auth is down", Behaviour.isDown, Behaviour.answers, true, "Not ready: auth."),
        ("dummy is down", .answers, .isDown, true, "Not ready: dummy."),
        ("dummy has no database", .answers, .answers, false, "Not ready: dummy."),
        ("both are down", .isDown, .isDown, true, "Not ready: auth, dummy."),
    ])
    func `given a part that can't serve, when readiness is asked, then 503 names it`(
        _: String, auth: Behaviour, dummy: Behaviour, isDummyReady: Bool, detail: String
    ) async throws {
        try await RunningGateway.with(.init(auth: auth, dummy: dummy, isDummyReady: isDummyReady)) { gateway in
            let response = try await gateway.send(.get, "/readyz")
            #expect(try expectProblem(response, 503, at: "/readyz") == detail)
            #expect(response.headers[.retryAfter] == "1")
        }
    }
}
