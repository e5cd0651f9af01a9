public import AuthAPI
import FoundationEssentials
public import Logging
public import Postgres
import ServiceKit

/// `cairn.auth.v1.Auth`: accounts, and what proves who is calling. Each endpoint has a file in `Endpoints`.
public struct Auth: Cairn_Auth_V1_Auth.SimpleServiceProtocol {
    let users: any UserRepository
    let sessions: any SessionRepository
    let tokens: any TokenRepository
    let identities: any IdentityRepository
    let attempts: any LoginAttemptRepository
    let failures: any FailureRepository
    let providers: OAuthProviders
    let hasher: any PasswordHasher
    let passwordRules: PasswordRules
    let policy: SessionPolicy
    let failurePolicy = FailurePolicy()
    let tokenScopes: ScopeList
    let logger: Logger
    let now: @Sendable () -> Date

    /// The service over a database whose ``schema`` is up to date.
    public init(
        database: PostgresClient, providers: OAuthProviders, configuration: AuthConfiguration, logger: Logger
    ) {
        let workers = WorkerPool(
            width: configuration.concurrentHashes, maximumWaiting: 64 * configuration.concurrentHashes)
        self.init(
            users: PostgresUserRepository(database: database),
            sessions: PostgresSessionRepository(database: database),
            tokens: PostgresTokenRepository(database: database),
            identities: PostgresIdentityRepository(database: database),
            attempts: PostgresLoginAttemptRepository(database: database),
            failures: PostgresFailureRepository(database: database),
            providers: providers,
            hasher: ScryptPasswordHasher(parameters: configuration.passwordCost, workers: workers),
            configuration: configuration,
            logger: logger)
    }

    init(
        users: any UserRepository, sessions: any SessionRepository, tokens: any TokenRepository,
        identities: any IdentityRepository, attempts: any LoginAttemptRepository, failures: any FailureRepository,
        providers: OAuthProviders, hasher: any PasswordHasher, configuration: AuthConfiguration = AuthConfiguration(),
        logger: Logger,
        now: @escaping @Sendable () -> Date = Date.nowInMicroseconds
    ) {
        self.users = users
        self.sessions = sessions
        self.tokens = tokens
        self.identities = identities
        self.attempts = attempts
        self.failures = failures
        self.providers = providers
        self.hasher = hasher
        passwordRules = PasswordRules(serviceName: configuration.serviceName)
        policy = configuration.sessionPolicy
        tokenScopes = configuration.tokenScopes
        self.logger = logger
        self.now = now
    }
}
