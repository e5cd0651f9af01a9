public import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Interceptors
public import Logging
public import ServiceLifecycle
public import Telemetry

/// Serves gRPC services on one address, with what every server of ours has: tracing, deadlines, error mapping, callers and
/// health.
public struct GRPCServiceHost: Service {
    private let address: NetworkAddress
    private let server: GRPCServer<HTTP2ServerTransport.Posix>
    private let monitor: HealthMonitor
    private let prepare: @Sendable () async throws -> Void
    private let caller: GRPCServerCaller
    private let logger: Logger

    /// A host that does not listen yet.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 lets the system choose.
    ///   - services: The services to serve besides health.
    ///   - serviceNames: Their full names for health checks, for example `cairn.dummy.v1.Dummy`.
    ///   - readiness: What has to work before the program counts as serving.
    ///   - caller: Establishes who calls. Health is open to anyone.
    ///   - prepare: Runs before the address is opened, for example migrations. What it throws stops the program.
    public init(
        address: NetworkAddress, services: [any RegistrableRPCService], serviceNames: [String] = [],
        readiness: [Readiness] = [], caller: GRPCServerCaller = GRPCServerCaller(keys: .none), tracer: TelemetryTracer,
        logger: Logger, prepare: @escaping @Sendable () async throws -> Void = {}
    ) throws(StartupError) {
        self.address = address
        self.caller = caller
        self.logger = logger
        self.prepare = prepare
        let monitor = HealthMonitor(checks: readiness, logger: logger)
        self.monitor = monitor
        server = GRPCServer(
            transport: .http2NIOPosix(
                address: try address.listening(), transportSecurity: .plaintext,
                // What our clients do must not look like an attack to our servers.
                config: .defaults {
                    $0.connection.keepalive.clientBehavior = .init(
                        minPingIntervalWithoutCalls: GRPCServiceClient.keepalive.time / 3, allowWithoutCalls: true)
                }),
            services: services + [HealthService(monitor: monitor, services: serviceNames)],
            interceptorPipeline: [
                // Health checks come every few seconds and would bury the traces of requests.
                .apply(
                    GRPCServerTracing(tracer: tracer),
                    to: .allExcluding(services: [Grpc_Health_V1_Health.descriptor], methods: [])),
                .apply(GRPCServerDeadline(isDraining: { monitor.isShuttingDown }), to: .all),
                .apply(caller, to: .allExcluding(services: [Grpc_Health_V1_Health.descriptor], methods: [])),
                // The last: what an interceptor does not catch of a handler, gRPC itself turns into UNKNOWN.
                .apply(GRPCServerErrors(logger: logger), to: .all),
            ])
    }

    /// Where the server listens, once it does.
    public var boundAddress: NetworkAddress {
        get async throws {
            NetworkAddress(try await server.transport.listeningAddress) ?? address
        }
    }

    /// Serves until the graceful shutdown, which answers the calls that are under way.
    public func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await prepare() }
        } catch is CancellationError {
            return
        } catch let error as StartupError {
            throw error
        } catch {
            throw StartupError(code: .dependency, message: "the program cannot start", cause: error)
        }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.serve() }
                // Without an address the server has failed; it tells itself why.
                if let bound = try? await boundAddress {
                    logger.info("listening", metadata: ["address": "\(bound)"])
                    if caller.acceptsAnyone, !bound.isLoopback {
                        logger.warning("whoever reaches this port may call it as anyone: set CALLER_TOKEN_KEY")
                    }
                }
                try await withGracefulShutdownHandler {
                    try await group.waitForAll()
                } onGracefulShutdown: {
                    monitor.beginShutdown()
                    server.beginGracefulShutdown()
                }
            }
        } catch let error as RuntimeError {
            throw StartupError(code: .address, message: "cannot serve on \(address)", cause: error.cause ?? error)
        }
    }
}
