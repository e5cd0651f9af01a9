import FoundationEssentials
import Logging
import Postgres
import ServiceKit
import Telemetry

@testable import AuthService

extension Auth {
    /// The service over accounts in memory.
    init(
        accounts: InMemoryAccounts, hasher: any PasswordHasher, providers: OAuthProviders = .none,
        logger: Logger = LogLines().logger, now: @escaping @Sendable () -> Date = Date.nowInMicroseconds
    ) {
        self.init(
            users: accounts, sessions: accounts, tokens: accounts, identities: accounts, attempts: accounts,
            failures: accounts, providers: providers, hasher: hasher, logger: logger, now: now)
    }

    /// The service over a database, with the cheapest hashes.
    static func over(_ database: PostgresClient, providers: OAuthProviders = .none) -> Auth {
        var configuration = AuthConfiguration()
        configuration.passwordCost = .cheap
        return Auth(
            database: database, providers: providers, configuration: configuration, logger: LogLines().logger)
    }
}

extension Auth {
    /// The service over a database, with a hasher and a clock of the test's own.
    static func over(
        _ database: PostgresClient, hasher: any PasswordHasher, now: @escaping @Sendable () -> Date
    ) -> Auth {
        Auth(
            users: PostgresUserRepository(database: database), sessions: PostgresSessionRepository(database: database),
            tokens: PostgresTokenRepository(database: database),
            identities: PostgresIdentityRepository(database: database),
            attempts: PostgresLoginAttemptRepository(database: database),
            failures: PostgresFailureRepository(database: database), providers: .none, hasher: hasher,
            logger: LogLines().logger, now: now)
    }
}

extension OAuthProviders {
    /// Nobody but the service itself.
    static var none: OAuthProviders {
        OAuthProviders(
            configuration: OAuthConfiguration(publicURL: WebURL("http://localhost:3000")!, providers: []),
            tracer: .disabled)
    }
}
