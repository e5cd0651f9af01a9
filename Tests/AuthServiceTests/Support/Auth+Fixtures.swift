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
            providers: providers, hasher: hasher, logger: logger, now: now)
    }

    /// The service over a database, with the cheapest hashes.
    static func over(_ database: PostgresClient, providers: OAuthProviders = .none) -> Auth {
        var configuration = AuthConfiguration()
        configuration.passwordCost = .cheap
        return Auth(
            database: database, providers: providers, configuration: configuration, logger: LogLines().logger)
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
