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

    @Test func `given a request that has begun, when the gateway gets SIGTERM, then it is answered`() async throws {
        try await CairnStack.with { stack in
            let port = try #require(stack.gateway.listeners.first).port
            let email = "drain@example.com"
            let body = #"{"email":"\#(email)","password":"correct horse 7 battery","name":"Ada"}"#
            try await RawConnection.with(port: port) { connection in
                await connection.send(
                    """
                    POST /auth/register HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                    Content-Length: \(body.utf8.count)\r\n\r\n\(body.prefix(10))
                    """)
                // Once another connection is refused, the gateway is stopping.
                try await RawConnection.with(port: port) { idle in
                    await idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                    _ = try await idle.read(until: "SERVING")
                    stack.gateway.terminate()
                    _ = try await idle.readToEnd()
                }
                await connection.send(String(body.dropFirst(10)))
                let answer = try await connection.readToEnd()
                #expect(answer.hasPrefix("HTTP/1.1 201 "), "\(answer)")
                #expect(answer.lowercased().contains("connection: close"))
            }
            #expect(await stack.gateway.waitForExit() == 0)
        }
    }
}
