import GRPCCore
import GRPCNIOTransportHTTP2Posix
import GatewayService
import Hummingbird
import HummingbirdTesting
import Logging
import ServiceKit
import SwiftProtobuf
import Telemetry

/// A gateway that listens on loopback, in front of gRPC servers with fake services.
struct RunningGateway: Sendable {
    let auth: FakeAuth
    let dummy: FakeDummy
    private let client: any TestClientProtocol

    /// Where it listens.
    var port: Int? { client.port }

    /// What a test wants other than usual.
    struct Options: Sendable {
        var auth = Behaviour.answers
        var dummy = Behaviour.answers
        var isDummyReady = true
        var tracer = TelemetryTracer.disabled
        var sessionLifetime: Int64? = 3600
        var scopes = ["*"]
        // Generous, so that a busy machine changes no answer.
        var configuration = GatewayConfiguration(requestTimeout: .seconds(60), readinessTimeout: .seconds(30))
    }

    static func with<Result: Sendable>(
        _ options: Options = Options(), _ body: @escaping @Sendable (RunningGateway) async throws -> Result
    ) async throws -> Result {
        let auth = FakeAuth(options.auth, sessionLifetime: options.sessionLifetime, scopes: options.scopes)
        let dummy = FakeDummy(options.dummy)
        return try await serve(auth, isReady: true, behaviour: options.auth) { authClient in
            try await serve(dummy, isReady: options.isDummyReady, behaviour: options.dummy) { dummyClient in
                let upstreams = Upstreams(auth: .init(client: authClient, health: authClient)) { backend in
                    backend.name == "dummy" ? .init(client: dummyClient, health: dummyClient) : nil
                }
                let application = buildApplication(
                    configuration: options.configuration, upstreams: upstreams, tracer: options.tracer, logger: quiet)
                return try await application.test(.live) { client in
                    try await body(RunningGateway(auth: auth, dummy: dummy, client: client))
                }
            }
        }
    }

    /// Sends a request; `token` goes into the authorization field, `json` into a JSON body.
    func send(
        _ method: HTTPRequest.Method, _ path: String, token: String? = nil, headers: HTTPFields = [:],
        json: String? = nil
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await client.execute(
            uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
    }

    private static let quiet = Logger(label: "gateway") { _ in SwiftLogNoOpLogHandler() }

    private static func serve<Result: Sendable>(
        _ service: any RegistrableRPCService, isReady: Bool, behaviour: Behaviour,
        _ body: @escaping @Sendable (GRPCClient<GRPCServiceClient.Transport>) async throws -> Result
    ) async throws -> Result {
        if case .isDown = behaviour {
            // Nothing listens on the first port of all.
            return try await connect(toPort: 1, body)
        }
        let checks = isReady ? [] : [Readiness("database") { throw CancellationError() }]
        let health = HealthService(monitor: HealthMonitor(checks: checks, logger: quiet), services: [])
        return try await withGRPCServer(
            transport: .http2NIOPosix(address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
            services: [service, health], interceptors: [GRPCServerCaller(keys: .none)]
        ) { server in
            try await connect(toPort: server.listeningAddress?.ipv4?.port ?? 0, body)
        }
    }

    private static func connect<Result: Sendable>(
        toPort port: Int, _ body: @escaping @Sendable (GRPCClient<GRPCServiceClient.Transport>) async throws -> Result
    ) async throws -> Result {
        let connection = try GRPCServiceClient(
            address: NetworkAddress(host: "127.0.0.1", port: port), tracer: .disabled,
            caller: GRPCClientCaller(service: "gateway", keys: .none))
        return try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await connection.client.runConnections() }
            let result = try await body(connection.client)
            connection.client.beginGracefulShutdown()
            return result
        }
    }
}

extension TestResponse {
    /// The body, read by a parser that is not ours.
    var json: Google_Protobuf_Struct {
        get throws { try Google_Protobuf_Struct(jsonString: String(buffer: body)) }
    }

    /// The body's text.
    var text: String { String(buffer: body) }
}
