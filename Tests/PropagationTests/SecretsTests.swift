import TestSupport
import Testing

/// What is secret stays out of telemetry.
@Suite struct SecretsTests {
    @Test
    func `given logins and sessions, when all is stored, then no password, token or cookie is in the bytes or logs`()
        async throws
    {
        try await CairnStack.with { stack in
            let caller = try await stack.newCaller()
            let login = try await stack.send(
                "POST", "/auth/login", json: #"{"email":"\#(caller.email)","password":"\#(caller.password)"}"#)
            let wrong = try await stack.send(
                "POST", "/auth/login", json: #"{"email":"\#(caller.email)","password":"wrong \#(caller.password)"}"#)
            let token = try login.field("token")
            let byCookie = try await stack.send(
                "GET", "/user/me?token=query-secret-1&code=query-secret-2",
                headers: [("cookie", "__Host-session=\(token)")])
            // No route takes these parameters; they are refused when the session has been checked.
            #expect([login.status, wrong.status, byCookie.status] == [200, 401, 400])
            _ = try await stack.trace(byCookie.traceID) { !$0.spans(at: Hops.readEntity[0].last!).isEmpty }
            await stack.stop()

            let stored = try stack.collectorData.text()
            #expect(stored.contains("ValidateSession"), "what is stored can be searched as it is")
            let logs = [stack.gateway, stack.auth, stack.dummy, stack.collector].flatMap(\.output)
                .joined(separator: "\n")
            for secret in [
                caller.password, String(caller.token.split(separator: ".").last!),
                String(token.split(separator: ".").last!), "query-secret", "__Host-session=", CairnStack.callerTokenKey,
            ] {
                #expect(!stored.contains(secret))
                #expect(!logs.contains(secret))
            }
        }
    }
}
