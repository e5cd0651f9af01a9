import FoundationEssentials
import TestSupport
import Testing

/// What every route that takes a session answers while auth is away, and those that open and end one.
@Suite struct AuthOutageTests {
    /// The part of an OpenAPI document that says which routes there are.
    private struct Document: Decodable {
        struct Operation: Decodable {
            var security: [[String: [String]]]?
            var requestBody: Body?

            struct Body: Decodable {}
        }

        var paths: [String: [String: Operation]]
    }

    private struct Route: CustomStringConvertible {
        let method: String
        let path: String
        let hasBody: Bool

        var description: String { "\(method) \(path)" }
    }

    /// The routes of the running gateway, with something in the place of parameters.
    private func routes(of stack: CairnStack) async throws -> [Route] {
        let answer = try await stack.send("GET", "/openapi.json")
        let document = try answer.body.withUnsafeBufferPointer {
            try JSONDecoder().decode(Document.self, from: Data(buffer: $0))
        }
        return document.paths.flatMap { path, operations -> [Route] in
            let path = path.replacing("{id}", with: UUID().uuidString.lowercased()).replacing(
                "{provider}", with: "acme")
            // Browsers at a sign-in by a provider have tests of their own.
            guard !path.hasPrefix("/auth/acme/") else { return [] }
            return operations.compactMap { method, operation -> Route? in
                guard operation.security?.isEmpty == false || Self.opening.contains(path) else { return nil }
                return Route(method: method.uppercased(), path: path, hasBody: operation.requestBody != nil)
            }
        }
    }

    private static let opening = ["/auth/register", "/auth/login"]

    @Test
    func `given an auth that is away, when any route is called, then it is 503, and all is well when auth is back`()
        async throws
    {
        let databaseURL = try await TestDatabase.make().url
        try await CairnStack.with(.init(databaseURL: databaseURL)) { stack in
            let caller = try await stack.newCaller()
            let routes = try await routes(of: stack)
            #expect(routes.count >= 18)
            let port = try #require(stack.auth.listeners.first).port
            stack.auth.kill()
            await stack.auth.waitForExit()

            for route in routes {
                let answer = try await stack.send(
                    route.method, route.path, token: caller.token, json: route.hasBody ? "{}" : nil)
                #expect(answer.status == 503, "\(route)")
                #expect(answer.headers["content-type"] == "application/problem+json", "\(route)")
                #expect(answer.headers["retry-after"] != nil, "\(route)")
                #expect(answer.headers["set-cookie"] == nil, "nobody is signed out: \(route)")
                #expect(try answer.field("code") == "UNAVAILABLE", "\(route)")
                #expect(try answer.field("traceId") == answer.traceID, "\(route)")
            }
            let ready = try await stack.send("GET", "/readyz")
            #expect(ready.status == 503)
            #expect(try ready.field("detail") == "Not ready: auth.")
            #expect(try await stack.send("GET", "/healthz").status == 200)

            let again = try await Program.start(
                "auth",
                environment: [
                    "DATABASE_URL": databaseURL, "AUTH_ADDR": "127.0.0.1:\(port)", "OTEL_SDK_DISABLED": "true",
                    "CALLER_TOKEN_KEY": CairnStack.callerTokenKey,
                ])
            try await eventually("an answer once auth is back") {
                try await stack.send("GET", "/user/me", token: caller.token).status == 200
            }
            for path in ["/sessions", "/tokens", "/identities", "/entities", "/entities/\(caller.entityID)"] {
                #expect(try await stack.send("GET", path, token: caller.token).status == 200, "\(path)")
            }
            try await eventually("readiness") { try await stack.send("GET", "/readyz").status == 200 }
            again.terminate()
            await again.waitForExit()
        }
    }
}
