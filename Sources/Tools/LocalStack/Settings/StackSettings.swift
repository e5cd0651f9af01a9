/// Where the parts of the stack listen and keep their data.
public struct StackSettings: Sendable {
    /// A part of the stack with an address of its own.
    public enum Listener: String, CaseIterable, Sendable {
        /// The gateway's REST API (`GATEWAY_ADDR`).
        case gateway = "GATEWAY_ADDR"
        /// The auth service's gRPC API (`AUTH_ADDR`).
        case auth = "AUTH_ADDR"
        /// The dummy service's gRPC API (`DUMMY_ADDR`).
        case dummy = "DUMMY_ADDR"
        /// The collector's OTLP/HTTP receiver (`COLLECTOR_OTLP_HTTP_ADDR`).
        case otlpHTTP = "COLLECTOR_OTLP_HTTP_ADDR"
        /// The collector's query APIs (`COLLECTOR_QUERY_ADDR`).
        case query = "COLLECTOR_QUERY_ADDR"

        /// The port when the variable is not set.
        var defaultPort: Int {
            switch self {
            case .gateway: 3000
            case .auth: 50051
            case .dummy: 50052
            case .otlpHTTP: 4318
            case .query: 9318
            }
        }
    }

    /// The settings that the parts get: the environment, below it those of `.env`, and a key for this run.
    public let environment: [String: String]
    private var addresses: [Listener: HostPort] = [:]

    /// Reads the addresses from the environment; a port 0 becomes a free one.
    ///
    /// Without a `CALLER_TOKEN_KEY` the parts share a random one, so that no other program of this machine can call the
    /// services as anyone.
    public init(environment: [String: String]) throws(LocalStackError) {
        var environment = environment
        if environment["CALLER_TOKEN_KEY", default: ""].isEmpty {
            let words = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }
            environment["CALLER_TOKEN_KEY"] = words.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined()
        }
        self.environment = environment
        for listener in Listener.allCases {
            let text = environment[listener.rawValue] ?? "127.0.0.1:\(listener.defaultPort)"
            guard var address = HostPort(text) else {
                throw LocalStackError(
                    code: .invalidSetting, message: "\(listener.rawValue) is '\(text)', which is not HOST:PORT.")
            }
            if address.port == 0 { address.port = try LoopbackPort.free() }
            addresses[listener] = address
        }
    }

    /// Where browsers reach the gateway, which providers of identities send them back to: `PUBLIC_URL`, or else the gateway
    /// itself when this machine can reach it, by the very host that ``Stack`` tells people. By another name of this machine
    /// the browser would not find the cookie of the sign-in that it has begun.
    var publicURL: String? {
        if let given = givenPublicURL { return given }
        let address = self[.gateway].reachable
        let isLocal = ["127.0.0.1", "localhost", "[::1]"].contains { address.hasPrefix("\($0):") }
        return isLocal ? "http://\(address)" : nil
    }

    /// `PUBLIC_URL`, when it is set.
    var givenPublicURL: String? {
        environment["PUBLIC_URL"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Where a part listens.
    public subscript(listener: Listener) -> HostPort {
        addresses[listener] ?? HostPort(host: "127.0.0.1", port: listener.defaultPort)
    }
}

extension HostPort {
    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
