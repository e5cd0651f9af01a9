import TestSupport
import Testing

/// The gateway alone, as a process with settings of its own.
@Suite struct GatewayProcessTests {
    private static let probe = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

    private static func withGateway(
        _ settings: [String: String], _ body: (Program, Int) async throws -> Void
    ) async throws {
        let environment = [
            "GATEWAY_ADDR": "127.0.0.1:0", "AUTH_ADDR": "127.0.0.1:1", "DUMMY_ADDR": "127.0.0.1:1",
            "OTEL_SDK_DISABLED": "true",
        ].merging(settings) { $1 }
        let gateway = try await Program.start("gateway", environment: environment)
        do {
            try await body(gateway, try #require(gateway.listeners.first).port)
        } catch {
            gateway.kill()
            throw error
        }
        gateway.terminate()
        #expect(await gateway.waitForExit() == 0)
    }

    @Test func `given many connections, when there may be no more, then others wait until one is closed`() async throws
    {
        try await Self.withGateway(["GATEWAY_MAX_CONNECTIONS": "2"]) { _, port in
            try await RawConnection.with(port: port) { first in
                await first.send(Self.probe)
                _ = try await first.read(until: "SERVING")
                try await RawConnection.with(port: port) { second in
                    await second.send(Self.probe)
                    _ = try await second.read(until: "SERVING")
                    try await RawConnection.with(port: port) { waiting in
                        await waiting.send(Self.probe)
                        // The others are answered as before.
                        for count in 2...6 {
                            await second.send(Self.probe)
                            try await eventually("answer \(count)") {
                                second.received.ranges(of: "SERVING").count == count
                            }
                        }
                        #expect(waiting.received.isEmpty)
                        await second.close()
                        _ = try await waiting.read(until: "SERVING")
                    }
                }
            }
        }
    }

    @Test func `given clients that send half a head and wait, when their time is over, then others are served`()
        async throws
    {
        let settings = ["GATEWAY_MAX_CONNECTIONS": "3", "GATEWAY_HEAD_TIMEOUT": "500ms"]
        try await Self.withGateway(settings) { _, port in
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<9 {
                    group.addTask {
                        try await RawConnection.with(port: port) { slow in
                            await slow.send("GET /healthz HTTP/1.1\r\nHost:")
                            return try await slow.readToEnd()
                        }
                    }
                }
                let answer = try await RawConnection.with(port: port) { connection in
                    await connection.send(Self.probe)
                    return try await connection.read(until: "SERVING")
                }
                #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
                for try await answer in group { #expect(answer.hasPrefix("HTTP/1.1 408 ")) }
            }
        }
    }

    @Test func `given nobody behind the gateway, when it is asked whether it can serve, then it names both`()
        async throws
    {
        try await Self.withGateway([:]) { _, port in
            let answer = try await RawConnection.with(port: port) { connection in
                await connection.send("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n")
                return try await connection.read(until: "}")
            }
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            #expect(answer.contains("Not ready: auth, dummy."))
            #expect(!answer.contains("127.0.0.1:1"))
        }
    }

    @Test(arguments: [
        ("GATEWAY_CORS_ORIGINS", "example.com"), ("GATEWAY_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("GATEWAY_AUTH_RATE", "fast"),
        ("AUTH_ADDR", "auth"), ("GATEWAY_TRACE_CONTEXT", "maybe"),
    ])
    func `given a setting that can't be meant, when the gateway starts, then it says which and ends`(
        name: String, value: String
    ) async throws {
        let gateway = try await Program.start("gateway", environment: [name: value], listening: 0)
        #expect(await gateway.waitForExit() == 64)
        #expect(gateway.output.contains { $0.contains("\(name): '\(value)' is not ") })
    }
}
