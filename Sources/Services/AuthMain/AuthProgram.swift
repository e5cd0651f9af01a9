import AuthAPI
import AuthService
import GRPCCore
import Logging
import Postgres
import ServiceKit
import Telemetry

/// The parts of the program and how they hang together.
struct AuthProgram {
    private let telemetry: Telemetry
    private let database: PostgresClient
    private let providers: OAuthProviders
    private let sweeper: ExpirySweeper
    private let host: GRPCServiceHost
    private let logger: Logger

    init(settings: Settings) throws {
        telemetry = try Telemetry(environment: settings.environment, serviceName: "auth")
        telemetry.bootstrap(logHandler: try LoggingSetup.handlers(settings: settings))
        let logger = Logger(label: "auth")
        let database = PostgresClient(
            configuration: try PostgresConfiguration(url: settings.value(of: .databaseURL)),
            tracer: telemetry.tracer, logger: logger)
        let configuration = try AuthConfiguration(settings: settings)
        let caller = GRPCServerCaller(keys: try CallerKeys(settings: settings))
        let interval = try settings.value(of: AuthSettings.sweepInterval)
        // Last of what can fail: its connections have to be closed once it is there.
        let providers = OAuthProviders(
            configuration: try OAuthConfiguration(settings: settings), tracer: telemetry.tracer)
        host = try GRPCServiceHost(
            address: settings.value(of: AuthSettings.address),
            services: [
                Auth(database: database, providers: providers, configuration: configuration, logger: logger)
            ],
            serviceNames: [Cairn_Auth_V1_Auth.descriptor.fullyQualifiedService],
            readiness: [.database(database)],
            caller: caller,
            tracer: telemetry.tracer,
            logger: logger
        ) { [tracer = telemetry.tracer] in
            try await database.migrateAtStartup(
                Auth.migrations(), schema: Auth.schema, tracer: tracer, logger: logger)
        }
        sweeper = ExpirySweeper(
            database: database, configuration: configuration,
            interval: interval, tracer: telemetry.tracer,
            logger: logger)
        self.database = database
        self.providers = providers
        self.logger = logger
    }

    func run() async throws {
        try await ServiceRunner.run([database, providers, sweeper, host], telemetry: telemetry, logger: logger)
    }
}
