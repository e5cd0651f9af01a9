import DummyAPI
import DummyService
import GRPCCore
import Logging
import Postgres
import ServiceKit
import Telemetry

/// The parts of the program and how they hang together.
struct DummyProgram {
    private let telemetry: Telemetry
    private let database: PostgresClient
    private let purge: EntityPurge
    private let host: GRPCServiceHost
    private let logger: Logger

    init(settings: Settings) throws {
        telemetry = try Telemetry(environment: settings.environment, serviceName: "dummy")
        telemetry.bootstrap(logHandler: try LoggingSetup.handlers(settings: settings))
        let logger = Logger(label: "dummy")
        let database = PostgresClient(
            configuration: try PostgresConfiguration(url: settings.value(of: .databaseURL)),
            tracer: telemetry.tracer, logger: logger)
        let dummy = Dummy(database: database, retention: try settings.value(of: DummySettings.retention))
        purge = EntityPurge(
            database: database, interval: try settings.value(of: DummySettings.purgeInterval), tracer: telemetry.tracer,
            logger: logger)
        host = try GRPCServiceHost(
            address: settings.value(of: DummySettings.address),
            services: [dummy],
            serviceNames: [Cairn_Dummy_V1_Dummy.descriptor.fullyQualifiedService],
            readiness: [.database(database)],
            caller: GRPCServerCaller(keys: try CallerKeys(settings: settings)),
            tracer: telemetry.tracer,
            logger: logger
        ) { [tracer = telemetry.tracer] in
            try await database.migrateAtStartup(
                Dummy.migrations(), schema: Dummy.schema, tracer: tracer, logger: logger)
        }
        self.database = database
        self.logger = logger
    }

    func run() async throws {
        try await ServiceRunner.run([database, purge, host], telemetry: telemetry, logger: logger)
    }
}
