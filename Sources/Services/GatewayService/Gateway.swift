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
        let configuration = try GatewayConfiguration(settings: settings)
        self.configuration = configuration
        self.telemetry = telemetry
        self.logger = logger

        let caller = GRPCClientCaller(service: "gateway", keys: try CallerKeys(settings: settings))
        var connections: [GRPCServiceClient] = []
        func connect(
            _ name: String, _ address: Setting<SettingList<NetworkAddress>>
        ) throws -> Upstreams.Connection {
            let addresses = try settings.value(of: address).values
            let calls = try GRPCServiceClient(
                addresses: addresses, name: name, timeout: configuration.requestTimeout, tracer: telemetry.tracer,
                caller: caller, logger: logger)
            // Probes are not traced, and must not be kept from asking, so they have connections of their own.
            let health = try GRPCServiceClient(addresses: addresses, name: name, tracer: .disabled)
            connections += [calls, health]
            return Upstreams.Connection(client: calls.client, health: health.client)
        }
        upstreams = try Upstreams(auth: try connect("auth", GatewaySettings.auth)) { backend in
            try connect(backend.name, backend.address)
        }
        self.connections = connections
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
