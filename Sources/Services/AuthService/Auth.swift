public import AuthAPI
import FoundationEssentials
public import Postgres
import ServiceKit

/// `cairn.auth.v1.Auth`: accounts, and what proves who is calling. Each endpoint has a file in `Endpoints`.
public struct Auth: Cairn_Auth_V1_Auth.SimpleServiceProtocol {
    let users: any UserRepository
    let sessions: any SessionRepository
    let tokens: any TokenRepository
    let hasher: any PasswordHasher
    let passwordRules: PasswordRules
    let policy: SessionPolicy
    let tokenScopes: ScopeList
    let now: @Sendable () -> Date

    /// The service over a database whose ``schema`` is up to date.
    public init(database: PostgresClient, configuration: AuthConfiguration) {
        let workers = WorkerPool(
            width: configuration.concurrentHashes, maximumWaiting: 64 * configuration.concurrentHashes)
        self.init(
            users: PostgresUserRepository(database: database),
            sessions: PostgresSessionRepository(database: database),
            tokens: PostgresTokenRepository(database: database),
            hasher: ScryptPasswordHasher(parameters: configuration.passwordCost, workers: workers),
            configuration: configuration)
    }

    init(
        users: any UserRepository, sessions: any SessionRepository, tokens: any TokenRepository,
        hasher: any PasswordHasher, configuration: AuthConfiguration = AuthConfiguration(),
        now: @escaping @Sendable () -> Date = Date.nowInMicroseconds
    ) {
        self.users = users
        self.sessions = sessions
        self.tokens = tokens
        self.hasher = hasher
        passwordRules = PasswordRules(serviceName: configuration.serviceName)
        policy = configuration.sessionPolicy
        tokenScopes = configuration.tokenScopes
        self.now = now
    }
}
