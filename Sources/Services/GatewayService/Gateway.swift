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
        let authAddress = try settings.value(of: GatewaySettings.auth)
        let dummyAddress = try settings.value(of: GatewaySettings.dummy)
        let caller = GRPCClientCaller(service: "gateway", keys: try CallerKeys(settings: settings))
        let auth = try GRPCServiceClient(
            address: authAddress, timeout: timeout, tracer: telemetry.tracer, caller: caller)
        let dummy = try GRPCServiceClient(
            address: dummyAddress, timeout: timeout, tracer: telemetry.tracer, caller: caller)
        // Probes are not traced, so they have connections of their own.
        let authHealth = try GRPCServiceClient(address: authAddress, tracer: .disabled)
        let dummyHealth = try GRPCServiceClient(address: dummyAddress, tracer: .disabled)
        connections = [auth, dummy, authHealth, dummyHealth]
        upstreams = Upstreams(
            auth: Cairn_Auth_V1_Auth.Client(wrapping: auth.client),
            authHealth: Grpc_Health_V1_Health.Client(wrapping: authHealth.client),
            dummy: Cairn_Dummy_V1_Dummy.Client(wrapping: dummy.client),
            dummyHealth: Grpc_Health_V1_Health.Client(wrapping: dummyHealth.client))
    }

    /// Serves until SIGTERM or SIGINT: then it takes no new connections, answers what it has begun, and flushes its spans.
    public func run() async throws(StartupError) {
        let server = HTTPService(
            application: buildApplication(
                configuration: configuration, upstreams: upstreams, tracer: telemetry.tracer, logger: logger),
            address: configuration.address)
        try await ServiceRunner.run(connections + [server], telemetry: telemetry, logger: logger)
    }
}
