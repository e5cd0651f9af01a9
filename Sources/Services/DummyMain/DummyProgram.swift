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
    private let host: GRPCServiceHost
    private let logger: Logger

    init(settings: Settings) throws {
        telemetry = try Telemetry(environment: settings.environment, serviceName: "dummy")
        telemetry.bootstrap(logHandler: try LoggingSetup.handlers(settings: settings))
        let logger = Logger(label: "dummy")
        let database = PostgresClient(
            configuration: try PostgresConfiguration(url: settings.value(of: .databaseURL)),
            tracer: telemetry.tracer, logger: logger)
        let dummy = Dummy(database: database)
        host = try GRPCServiceHost(
            address: settings.value(of: DummySettings.address),
            services: [dummy],
            serviceNames: [Cairn_Dummy_V1_Dummy.descriptor.fullyQualifiedService],
            readiness: [.database(database)],
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
        try await ServiceRunner.run([database, host], telemetry: telemetry, logger: logger)
    }
}
