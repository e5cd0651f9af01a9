public import GRPCCore
public import GRPCNIOTransportHTTP2Posix
public import Interceptors
public import ServiceLifecycle
public import Telemetry

/// A connection to another service, with what every call of ours has: tracing and deadlines. ``idempotent(_:)`` adds retries.
public struct GRPCServiceClient: Service {
    /// The transport of ``client``.
    public typealias Transport = GRPCCallTransport<HTTP2ClientTransport.Posix>

    /// What generated clients wrap: `Cairn_Auth_V1_Auth.Client(wrapping: connection.client)`.
    public let client: GRPCClient<Transport>

    /// A client that connects when it is run.
    ///
    /// - Parameters:
    ///   - address: Who is called.
    ///   - timeout: How long a call may take when the request that it belongs to leaves more time.
    public init(
        address: NetworkAddress, timeout: Duration = .seconds(5), tracer: TelemetryTracer
    ) throws {
        let transport = try HTTP2ClientTransport.Posix(
            target: address.target, transportSecurity: .plaintext, config: .defaults { $0.backoff = Self.backoff })
        let tracing = GRPCClientTracing(tracer: tracer, serverAddress: address.host, serverPort: address.port)
        client = GRPCClient(
            transport: GRPCCallTransport(transport, defaultTimeout: timeout, tracing: tracing),
            interceptors: [tracing, GRPCClientDeadline()])
    }

    /// Keeps the connection until the graceful shutdown.
    public func run() async throws {
        do {
            try await withGracefulShutdownHandler {
                try await client.runConnections()
            } onGracefulShutdown: {
                client.beginGracefulShutdown()
            }
        } catch let error as RuntimeError where error.code == .clientIsStopped {
            return  // The shutdown came before the connection had begun.
        }
    }

    /// A service that comes back is noticed within two seconds.
    private static let backoff = HTTP2ClientTransport.Config.Backoff(
        initial: .milliseconds(100), max: .seconds(2), multiplier: 1.6, jitter: 0.2)
}
