import AsyncHTTPClient
import TestSupport
import Testing

/// How the gateway stops: seen first, then silent, and nothing that has begun is lost.
@Suite struct DrainTests {
    @Test
    func
        `given a delay, when the gateway gets SIGTERM, then it is not ready, answers on for that long, and ends in order`()
        async throws
    {
        try await CairnStack.with(.init(gateway: ["GATEWAY_DRAIN_DELAY": "5s"])) { stack in
            let caller = try await stack.newCaller()
            #expect(try await stack.send("GET", "/readyz").status == 200)

            stack.gateway.terminate()

            try await eventually("a gateway that is not ready") {
                let ready = try await stack.send("GET", "/readyz")
                return ready.status == 503 && String(decoding: ready.body, as: UTF8.self).contains("is stopping")
            }
            let answer = try await stack.send("GET", "/entities/\(caller.entityID)", token: caller.token)
            #expect(answer.status == 200)
            #expect(answer.headers["connection"] == "close")
            #expect(await stack.gateway.waitForExit() == 0)
            #expect(stack.gateway.output.contains { $0.contains("stopped") })
        }
    }
}
