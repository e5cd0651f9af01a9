import Logging
import Postgres
import ServiceKit
import Telemetry
import TestSupport

@testable import DummyService

/// The two implementations of the repository, which have to behave alike.
enum EntityStore: CaseIterable {
    case inMemory
    case postgreSQL

    /// Calls `body` with an empty store.
    func with<Result>(_ body: (any EntityRepository) async throws -> Result) async throws -> Result {
        switch self {
        case .inMemory:
            return try await body(InMemoryEntities())
        case .postgreSQL:
            let client = PostgresClient(
                configuration: try await PostgresConfiguration(url: TestDatabase.make().url), tracer: .disabled,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await client.migrate(Dummy.migrations(), schema: Dummy.schema)
            return try await body(PostgresEntityRepository(database: client))
        }
    }
}
