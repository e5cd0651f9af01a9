public import GRPCCore
public import GRPCNIOTransportHTTP2Posix
public import Interceptors
public import Logging
public import ServiceLifecycle
public import Telemetry

/// A connection to another service, with what every call of ours has: tracing, deadlines and the caller. ``idempotent(_:)`` adds
/// retries.
public struct GRPCServiceClient: Service {
    /// The transport of ``client``.
    public typealias Transport = GRPCCallTransport<HTTP2ClientTransport.Posix>

    /// What generated clients wrap: `Cairn_Auth_V1_Auth.Client(wrapping: connection.client)`.
    public let client: GRPCClient<Transport>

    /// A client that connects when it is run.
    ///
    /// - Parameters:
    ///   - addresses: Where the service answers, at least one. Calls are spread over them, and over the several addresses of
    ///     a name, in turn.
    ///   - name: What the service is called in logs and spans, for example `auth`.
    ///   - timeout: How long a call may take when the request that it belongs to leaves more time.
    ///   - caller: Tells the other service who calls; nil tells nothing, which is enough for health checks.
    ///   - logger: Is told when the service's circuit opens and closes.
    public init(
        addresses: [NetworkAddress], name: String, timeout: Duration = .seconds(5), tracer: TelemetryTracer,
        caller: GRPCClientCaller? = nil, logger: Logger? = nil
    ) throws {
        try self.init(
            addresses: addresses, timeout: timeout, tracer: tracer, caller: caller,
            gate: UpstreamGate(upstream: name, tracer: tracer, logger: logger))
    }

    init(
        addresses: [NetworkAddress], timeout: Duration, tracer: TelemetryTracer, caller: GRPCClientCaller? = nil,
        gate: UpstreamGate
    ) throws {
        let tracing = GRPCClientTracing(
            tracer: tracer, serverAddress: addresses.count == 1 ? addresses[0].host : gate.upstream,
            serverPort: addresses.count == 1 ? addresses[0].port : nil, gate: gate)
        client = GRPCClient(
            transport: GRPCCallTransport(
                try Self.transport(to: addresses), defaultTimeout: timeout, tracing: tracing),
            interceptors: [tracing, GRPCClientDeadline()] + (caller.map { [$0] } ?? []))
    }

    /// A client of a service that answers at one address.
    public init(
        address: NetworkAddress, timeout: Duration = .seconds(5), tracer: TelemetryTracer,
        caller: GRPCClientCaller? = nil, logger: Logger? = nil
    ) throws {
        try self.init(
            addresses: [address], name: address.description, timeout: timeout, tracer: tracer, caller: caller,
            logger: logger)
    }

    private static func transport(to addresses: [NetworkAddress]) throws -> HTTP2ClientTransport.Posix {
        let config = HTTP2ClientTransport.Posix.Config.defaults {
            $0.backoff = Self.backoff
            $0.connection.keepalive = Self.keepalive
        }
        if addresses.count == 1, addresses[0].isSingle {
            return try HTTP2ClientTransport.Posix(
                target: addresses[0].target, transportSecurity: .plaintext, config: config)
        }
        var registry = NameResolverRegistry()
        registry.registerFactory(ServiceResolver())
        return try HTTP2ClientTransport.Posix(
            target: ServiceTarget(addresses: addresses), transportSecurity: .plaintext, config: config,
            resolverRegistry: registry, serviceConfig: ServiceConfig(loadBalancingConfig: [.roundRobin]))
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

    /// A peer that has gone without a word, with its machine or a network in between, is noticed within 40 seconds.
    static let keepalive = HTTP2ClientTransport.Config.Keepalive(
        time: .seconds(30), timeout: .seconds(10), allowWithoutCalls: true)
}

extension NetworkAddress {
    /// Whether the host stands for one machine for sure: names may stand for several.
    fileprivate var isSingle: Bool {
        isLoopback || host.contains(":") || host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || isDigit($0) }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
