import FoundationEssentials
import Synchronization

@testable import AuthService

/// Accounts, sessions and tokens in memory: the second implementation of the repositories.
///
/// It says in a few lines what PostgreSQL has to do; `RepositoryTests` hold both to the same cases, so that the endpoints'
/// tests may rely on this one.
final class InMemoryAccounts: UserRepository {
    struct State {
        var credentials: [UUID: Credentials] = [:]
        var sessions: [UUID: Session] = [:]
        var tokens: [UUID: APIToken] = [:]
        var identities: [Identity] = []
        var attempts: [LoginAttempt] = []
        var verified: Set<UUID> = []
        var failures: [FailureCounter: PasswordFailures] = [:]
    }

    let state = Mutex(State())

    /// Every session, for a look from outside.
    var sessions: [Session] { state.withLock { Array($0.sessions.values) } }

    func insert(_ user: User, passwordHash: PasswordHash, firstSession session: Session) async throws
        -> Bool
    {
        state.withLock { state in
            guard !state.credentials.values.contains(where: { $0.user.email == user.email }) else {
                return false
            }
            state.credentials[user.id] = Credentials(
                user: user, passwordHash: passwordHash, passwordVersion: 1)
            state.sessions[session.id] = session
            return true
        }
    }

    func user(id: UUID) async throws -> User? {
        state.withLock { $0.credentials[id]?.user }
    }

    func credentials(email: EmailAddress) async throws -> Credentials? {
        state.withLock { $0.credentials.values.first { $0.user.email == email } }
    }

    func credentials(userID: UUID) async throws -> Credentials? {
        state.withLock { $0.credentials[userID] }
    }

    func replacePasswordHash(of userID: UUID, _ old: PasswordHash, with new: PasswordHash)
        async throws
    {
        state.withLock { state in
            guard let credentials = state.credentials[userID], credentials.passwordHash == old else {
                return
            }
            state.credentials[userID] = Credentials(
                user: credentials.user, passwordHash: new, passwordVersion: credentials.passwordVersion)
        }
    }

    func changePassword(
        of userID: UUID, version: Int32, to new: PasswordHash, replacing current: UUID,
        by session: Session
    ) async throws -> Bool {
        state.withLock { state in
            guard let credentials = state.credentials[userID], credentials.passwordVersion == version,
                state.sessions[current]?.userID == userID
            else { return false }
            state.credentials[userID] = Credentials(
                user: credentials.user, passwordHash: new, passwordVersion: version + 1)
            state.sessions = state.sessions.filter { $0.value.userID != userID }
            state.sessions[session.id] = session
            return true
        }
    }
}
