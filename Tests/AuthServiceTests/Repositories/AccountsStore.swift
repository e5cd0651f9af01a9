import Logging
import Postgres
import ServiceKit
import Telemetry
import TestSupport

@testable import AuthService

/// The two implementations of the repositories, which have to behave alike.
enum AccountsStore: CaseIterable {
    case inMemory
    case postgreSQL

    /// An empty store.
    struct Repositories {
        let users: any UserRepository
        let sessions: any SessionRepository
        let tokens: any TokenRepository
        let identities: any IdentityRepository
        let attempts: any LoginAttemptRepository
        let failures: any FailureRepository
    }

    /// Calls `body` with an empty store.
    func with<Result>(_ body: (any UserRepository, any SessionRepository) async throws -> Result)
        async throws -> Result
    {
        try await withRepositories { try await body($0.users, $0.sessions) }
    }

    /// Calls `body` with an empty store.
    func withRepositories<Result>(_ body: (Repositories) async throws -> Result) async throws
        -> Result
    {
        switch self {
        case .inMemory:
            let accounts = InMemoryAccounts()
            return try await body(
                Repositories(
                    users: accounts, sessions: accounts, tokens: accounts, identities: accounts, attempts: accounts,
                    failures: accounts))
        case .postgreSQL:
            return try await withDatabase { database in
                try await body(
                    Repositories(
                        users: PostgresUserRepository(database: database),
                        sessions: PostgresSessionRepository(database: database),
                        tokens: PostgresTokenRepository(database: database),
                        identities: PostgresIdentityRepository(database: database),
                        attempts: PostgresLoginAttemptRepository(database: database),
                        failures: PostgresFailureRepository(database: database)))
            }
        }
    }
}

/// Calls `body` with a database of its own that has the service's schema.
func withDatabase<Result>(
    tracer: TelemetryTracer = .disabled, logger: Logger = LogLines().logger,
    _ body: (PostgresClient) async throws -> Result
) async throws -> Result {
    let client = PostgresClient(
        configuration: try await PostgresConfiguration(url: TestDatabase.make().url), tracer: tracer,
        logger: logger)
    try await client.migrate(Auth.migrations(), schema: Auth.schema)
    return try await body(client)
}
