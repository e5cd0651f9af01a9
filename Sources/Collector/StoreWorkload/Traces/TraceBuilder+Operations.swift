import OTLP

extension TraceBuilder {
    /// A request that enters at the edge.
    mutating func serve(_ method: String, _ route: String, _ path: String, _ body: (inout TraceBuilder) -> Void) {
        let attributes = [
            KeyValue(key: "http.request.method", value: .string(method)),
            KeyValue(key: "http.route", value: .string(route)),
            KeyValue(key: "url.path", value: .string(path)),
            KeyValue(key: "url.scheme", value: "https"),
            KeyValue(key: "server.address", value: "api.fastlane.example"),
            KeyValue(key: "server.port", value: 443),
            KeyValue(key: "network.protocol.version", value: "2"),
            KeyValue(key: "client.address", value: .string("198.51.\(random.below(100)).\(random.below(256))")),
            KeyValue(key: "user_agent.original", value: .string(random.pick(Self.userAgents))),
            KeyValue(key: "rider.id", value: .string(rider)),
            KeyValue(key: "ride.city", value: .string(city)),
        ]
        record(
            "\(method) \(route)", kind: .server, library: .httpServer, in: .edge, typical: 300_000,
            attributes: attributes
        ) { trace in
            trace.call(.riders, "Authorize", typical: 200_000) { trace in
                trace.cache("GET", "session:\(trace.random.hex(digits: 12))")
            }
            body(&trace)
            let status: Int64 =
                trace.hasFailed ? trace.random.pick([500, 502, 503, 503, 504]) : method == "POST" ? 201 : 200
            trace.add("http.response.status_code", .int(status))
        }
    }

    /// A call from the service that runs to another one, as both sides see it.
    mutating func call(
        _ callee: RideService, _ method: String, typical: UInt64, _ body: (inout TraceBuilder) -> Void = { _ in }
    ) {
        let name = "\(callee.rpcService)/\(method)"
        let common = [
            KeyValue(key: "rpc.system", value: "grpc"),
            KeyValue(key: "rpc.service", value: .string(callee.rpcService)),
            KeyValue(key: "rpc.method", value: .string(method)),
            KeyValue(key: "server.address", value: .string(callee.host)),
            KeyValue(key: "server.port", value: .int(callee.port)),
            KeyValue(key: "network.transport", value: "tcp"),
        ]
        record(
            name, kind: .client, library: .rpcClient, typical: 250_000,
            attributes: common + [peer(callee), size("rpc.request.size", 400)] + thread
        ) { trace in
            let port = KeyValue(key: "network.peer.port", value: .int(Int64(33_000 + trace.random.below(27_000))))
            trace.record(
                name, kind: .server, library: .rpcServer, in: callee, typical: typical,
                attributes: common + [trace.peer(trace.service), port] + trace.thread
            ) { trace in
                body(&trace)
                trace.add("rpc.grpc.status_code", .int(trace.hasFailed ? 14 : 0))
            }
            trace.add("rpc.grpc.status_code", .int(trace.hasFailed ? 14 : 0))
            trace.add("rpc.response.size", .int(Int64(trace.random.below(2000))))
        }
    }

    /// Two attributes of the thread that runs.
    var thread: [KeyValue] {
        mutating get {
            let number = random.below(12)
            return [
                KeyValue(key: "thread.id", value: .int(Int64(31 + number))),
                KeyValue(key: "thread.name", value: .string("fastlane-runtime-worker-\(number)")),
            ]
        }
    }

    private mutating func peer(_ service: RideService) -> KeyValue {
        KeyValue(
            key: "network.peer.address",
            value: .string("10.\(30 + service.rawValue).\(random.below(4)).\(2 + random.below(60))"))
    }

    mutating func size(_ key: String, _ most: Int) -> KeyValue {
        KeyValue(key: key, value: .int(Int64(24 + random.below(most))))
    }

    private static let userAgents = [
        "Fastlane/9.14.2 (com.fastlane.rider; build 9142; iOS 26.1.0) CFNetwork/1600 Darwin/25.1.0",
        "Fastlane/9.14.0 (com.fastlane.rider; build 9140; Android 16; Pixel 10)",
        "FastlaneDriver/5.2.1 (com.fastlane.driver; build 521; Android 15; SM-A556B)",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
    ]
}
