public import AuthAPI
import FoundationEssentials
public import Postgres
import ServiceKit

/// `cairn.auth.v1.Auth`: accounts, and the sessions that prove who is calling. Each endpoint has a file in `Endpoints`.
public struct Auth: Cairn_Auth_V1_Auth.SimpleServiceProtocol {
    let users: any UserRepository
    let sessions: any SessionRepository
    let hasher: any PasswordHasher
    let policy: SessionPolicy
    let now: @Sendable () -> Date

    /// The service over a database whose ``schema`` is up to date.
    ///
    /// - Parameters:
    ///   - passwordCost: What each new password hash costs; older, weaker ones are replaced when their user signs in.
    ///   - concurrentHashes: How many passwords are hashed at the same time. Each takes 128 × r × 2^ln bytes meanwhile.
    public init(database: any PostgresSession, passwordCost: ScryptParameters, concurrentHashes: Int) {
        let workers = WorkerPool(width: concurrentHashes, maximumWaiting: 64 * concurrentHashes)
        self.init(
            users: PostgresUserRepository(database: database),
            sessions: PostgresSessionRepository(database: database),
            hasher: ScryptPasswordHasher(parameters: passwordCost, workers: workers))
    }

    init(
        users: any UserRepository, sessions: any SessionRepository, hasher: any PasswordHasher,
        policy: SessionPolicy = SessionPolicy(), now: @escaping @Sendable () -> Date = Date.nowInMicroseconds
    ) {
        self.users = users
        self.sessions = sessions
        self.hasher = hasher
        self.policy = policy
        self.now = now
    }
}
