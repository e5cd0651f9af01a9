import TestSupport
import Testing

/// A fault of one part is seen where it is, and takes no other part down.
@Suite struct OutageTests {
    @Test
    func `given a database that stopped, when an entity is read, then the answer is 503 and the spans name the fault`()
        async throws
    {
        try await TestPostgres.with { postgres in
            try await CairnStack.with(.init(databaseURL: postgres.url())) { stack in
                let caller = try await stack.newCaller()
                await postgres.stop()

                let answer = try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token)

                #expect(answer.status == 503)
                let failed = Hops.readEntity[0]
                let trace = try await stack.trace(answer.traceID) { trace in
                    failed.allSatisfy { !trace.spans(at: $0).isEmpty }
                }
                for hop in failed {
                    #expect(
                        trace.spans(at: hop).allSatisfy { $0.isError && $0.tags["error.type"] != nil }, "\(hop)")
                }
                #expect(!trace.spans.contains { $0.service == "dummy" }, "nobody asks dummy for an unknown caller")

                try await postgres.start()
                try await eventually("an answer once the database is back") {
                    try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token).status == 200
                }
            }
        }
    }

    @Test func `given an auth that stopped, when somebody calls, then the answer is 503 and never 401`() async throws {
        try await CairnStack.with { stack in
            let caller = try await stack.newCaller()
            stack.auth.terminate()
            await stack.auth.waitForExit()

            let answer = try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token)

            #expect(answer.status == 503)
            let trace = try await stack.trace(answer.traceID) { $0.spans.contains { $0.kind == "server" } }
            let call = try #require(trace.spans(at: "gateway client \(Hops.validate)").first)
            #expect(call.isError && call.tags["error.type"] != nil)
            #expect(try await stack.send("GET", "/healthz").status == 200)
            let ready = try await stack.send("GET", "/readyz")
            #expect(ready.status == 503)
            #expect(String(decoding: ready.body, as: UTF8.self).contains("auth"))
        }
    }

    @Test func `given a session that is believed, when auth stops, then it is served on, and an unknown one is not`()
        async throws
    {
        try await CairnStack.with(.init(gateway: ["GATEWAY_SESSION_CACHE": "1h"])) { stack in
            let caller = try await stack.newCaller()
            stack.auth.terminate()
            await stack.auth.waitForExit()

            for _ in 0..<50 {
                let answer = try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token)
                #expect(answer.status == 200)
            }
            let unknown = try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token + "x")
            #expect(unknown.status == 503)
        }
    }

    @Test
    func `given a service that stays away, when many call, then they are refused at once, and let in again later`()
        async throws
    {
        try await CairnStack.with { stack in
            let caller = try await stack.newCaller()
            let path = "/entities/\(caller.entityID)"
            let port = try #require(stack.dummy.listeners.first).port
            stack.dummy.kill()
            await stack.dummy.waitForExit()

            try await eventually("an open circuit") {
                _ = try await stack.send("GET", path, token: caller.token)
                return stack.gateway.output.contains { $0.contains("circuit") && $0.contains("state=open") }
            }
            let refused = try await stack.send("GET", path, token: caller.token)
            #expect(refused.status == 503)
            let body = String(decoding: refused.body, as: UTF8.self)
            #expect(!body.contains("circuit") && !body.contains("dummy"), "nothing internal is told")
            let ready = try await stack.send("GET", "/readyz")
            #expect(String(decoding: ready.body, as: UTF8.self).contains("Not ready: dummy."))

            let again = try await stack.startDummy(port: port)
            try await eventually("an answer once dummy is back") {
                try await stack.send("GET", path, token: caller.token).status == 200
            }
            #expect(stack.gateway.output.contains { $0.contains("circuit") && $0.contains("state=half-open") })
            again.terminate()
            await again.waitForExit()
        }
    }

    @Test func `given a collector that was killed, when somebody calls, then every answer is as before`() async throws {
        try await CairnStack.with { stack in
            let caller = try await stack.newCaller()
            stack.collector.kill()
            await stack.collector.waitForExit()

            for _ in 0..<200 {
                let answer = try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token)
                #expect(answer.status == 200)
                #expect(answer.traceID != nil)
            }
        }
    }
}
