import FoundationEssentials
import Synchronization

@testable import AuthService

/// Accounts and sessions in memory: the second implementation of both repositories.
///
/// It says in a few lines what PostgreSQL has to do; `RepositoryTests` hold both to the same cases, so that the endpoints'
/// tests may rely on this one.
final class InMemoryAccounts: UserRepository, SessionRepository {
    private struct State {
        var credentials: [UUID: Credentials] = [:]
        var sessions: [UUID: Session] = [:]
    }

    private let state = Mutex(State())

    /// Every session, for a look from outside.
    var sessions: [Session] { state.withLock { Array($0.sessions.values) } }

    func insert(_ user: User, passwordHash: PasswordHash, firstSession session: Session) async throws -> Bool {
        state.withLock { state in
            guard !state.credentials.values.contains(where: { $0.user.email == user.email }) else { return false }
            state.credentials[user.id] = Credentials(user: user, passwordHash: passwordHash)
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

    func replacePasswordHash(of userID: UUID, _ old: PasswordHash, with new: PasswordHash) async throws {
        state.withLock { state in
            guard let credentials = state.credentials[userID], credentials.passwordHash == old else { return }
            state.credentials[userID] = Credentials(user: credentials.user, passwordHash: new)
        }
    }

    func insert(_ session: Session, _ policy: SessionPolicy) async throws {
        state.withLock { state in
            state.sessions = state.sessions.filter { _, other in
                other.userID != session.userID || policy.isAlive(other, at: session.createTime)
            }
            state.sessions[session.id] = session
        }
    }

    func session(id: UUID) async throws -> (session: Session, user: User)? {
        state.withLock { state in
            guard let session = state.sessions[id], let user = state.credentials[session.userID]?.user else {
                return nil
            }
            return (session, user)
        }
    }

    func recordUse(of sessionID: UUID, at time: Date) async throws {
        state.withLock { state in
            guard let session = state.sessions[sessionID], session.lastUseTime < time else { return }
            state.sessions[sessionID] = Session(
                id: session.id, userID: session.userID, secretHash: session.secretHash, createTime: session.createTime,
                expireTime: session.expireTime, lastUseTime: time)
        }
    }

    func delete(id: UUID) async throws {
        state.withLock { $0.sessions[id] = nil }
    }
}
