import AuthAPI
import DummyAPI
public import Logging
public import ServiceKit
public import Telemetry

/// The gateway as a program: its connections and its HTTP server.
public struct Gateway: Sendable {
    private let configuration: GatewayConfiguration
    private let upstreams: Upstreams
    private let connections: [GRPCServiceClient]
    private let telemetry: Telemetry
    private let logger: Logger

    /// A gateway that does not listen yet.
    /// - Throws: `SettingsError` for a setting that can't be used.
    public init(settings: Settings, telemetry: Telemetry, logger: Logger) throws {
        configuration = try GatewayConfiguration(settings: settings)
        self.telemetry = telemetry
        self.logger = logger

        let timeout = configuration.requestTimeout
        let authAddresses = try settings.value(of: GatewaySettings.auth).values
        let dummyAddresses = try settings.value(of: GatewaySettings.dummy).values
        let caller = GRPCClientCaller(service: "gateway", keys: try CallerKeys(settings: settings))
        let auth = try GRPCServiceClient(
            addresses: authAddresses, name: "auth", timeout: timeout, tracer: telemetry.tracer, caller: caller,
            logger: logger)
        let dummy = try GRPCServiceClient(
            addresses: dummyAddresses, name: "dummy", timeout: timeout, tracer: telemetry.tracer, caller: caller,
            logger: logger)
        // Probes are not traced, and must not be kept from asking, so they have connections of their own.
        let authHealth = try GRPCServiceClient(addresses: authAddresses, name: "auth", tracer: .disabled)
        let dummyHealth = try GRPCServiceClient(addresses: dummyAddresses, name: "dummy", tracer: .disabled)
        connections = [auth, dummy, authHealth, dummyHealth]
        upstreams = Upstreams(
            auth: Cairn_Auth_V1_Auth.Client(wrapping: auth.client),
            authHealth: Grpc_Health_V1_Health.Client(wrapping: authHealth.client),
            dummy: Cairn_Dummy_V1_Dummy.Client(wrapping: dummy.client),
            dummyHealth: Grpc_Health_V1_Health.Client(wrapping: dummyHealth.client))
    }

    /// Serves until SIGTERM or SIGINT: then `/readyz` says that it is not ready, after a delay it takes no new connections,
    /// it answers what it has begun, and flushes its spans.
    public func run() async throws(StartupError) {
        FileDescriptors.makeRoom(forConnections: configuration.front.maximumConnections, logger: logger)
        let drain = Drain()
        let server = HTTPService(
            application: buildApplication(
                configuration: configuration, upstreams: upstreams, drain: drain, tracer: telemetry.tracer,
                logger: logger),
            address: configuration.address, drain: drain, delay: configuration.drainDelay)
        try await ServiceRunner.run(
            connections + [server], telemetry: telemetry, shutdownTimeout: .seconds(20) + configuration.drainDelay,
            logger: logger)
    }
}
