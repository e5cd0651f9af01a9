import FoundationEssentials
import Synchronization

@testable import AuthService

extension InMemoryAccounts: IdentityRepository {
    func identities(of userID: UUID) async throws -> [Identity] {
        state.withLock { $0.identities.filter { $0.userID == userID } }
    }

    func user(provider: String, subject: String) async throws -> User? {
        state.withLock { state in
            state.identity(provider, subject).flatMap { state.credentials[$0.userID]?.user }
        }
    }

    func account(email: EmailAddress) async throws -> (user: User, isEmailVerified: Bool)? {
        state.withLock { state in
            let user = state.credentials.values.first { $0.user.email == email }?.user
            return user.map { ($0, state.verified.contains($0.id)) }
        }
    }

    func signIn(_ identity: Identity, session: Session) async throws -> Bool {
        state.withLock { state in
            let index = state.identities.firstIndex {
                $0.provider == identity.provider && $0.subject == identity.subject && $0.userID == session.userID
            }
            guard let index else { return false }
            state.identities[index] = Identity(
                provider: identity.provider, subject: identity.subject, userID: identity.userID, email: identity.email,
                createTime: state.identities[index].createTime, lastUseTime: identity.lastUseTime)
            state.sessions[session.id] = session
            return true
        }
    }

    func insert(_ user: User, isEmailVerified: Bool, _ identity: Identity, session: Session) async throws -> Bool {
        state.withLock { state in
            guard !state.credentials.values.contains(where: { $0.user.email == user.email }), state.canAdd(identity)
            else { return false }
            state.credentials[user.id] = Credentials(user: user, passwordHash: nil, passwordVersion: 1)
            if isEmailVerified { state.verified.insert(user.id) }
            state.identities.append(identity)
            state.sessions[session.id] = session
            return true
        }
    }

    func link(_ identity: Identity, byVerifiedEmail email: EmailAddress, session: Session) async throws -> Bool {
        state.withLock { state in
            guard state.credentials[identity.userID]?.user.email == email, state.verified.contains(identity.userID),
                state.canAdd(identity)
            else { return false }
            state.identities.append(identity)
            state.sessions[session.id] = session
            return true
        }
    }

    func link(
        _ identity: Identity, verifiedEmail: EmailAddress?, replacing current: UUID, by session: Session
    ) async throws -> LinkOutcome {
        state.withLock { state in
            let owner = state.identity(identity.provider, identity.subject)?.userID
            guard owner == nil || owner == identity.userID else { return .taken }
            guard owner != nil || state.canAdd(identity) else { return .another }
            guard state.sessions[current]?.userID == identity.userID else { return .sessionOver }
            if owner == nil { state.identities.append(identity) }
            if let verifiedEmail, state.credentials[identity.userID]?.user.email == verifiedEmail {
                state.verified.insert(identity.userID)
            }
            state.sessions[current] = nil
            state.sessions[session.id] = session
            return owner == nil ? .linked : .known
        }
    }

    func unlink(provider: String, of userID: UUID, keeping current: UUID) async throws -> UnlinkOutcome {
        state.withLock { state in
            let own = state.identities.filter { $0.userID == userID }
            guard own.contains(where: { $0.provider == provider }) else { return .none }
            guard own.count > 1 || state.credentials[userID]?.passwordHash != nil else { return .last }
            state.identities.removeAll { $0.userID == userID && $0.provider == provider }
            state.sessions = state.sessions.filter { id, session in
                session.userID != userID || session.provider != provider || id == current
            }
            return .unlinked
        }
    }
}

extension InMemoryAccounts: LoginAttemptRepository {
    func insert(_ attempt: LoginAttempt) async throws {
        state.withLock { $0.attempts.append(attempt) }
    }

    func take(stateHash: SecretHash, browserHash: SecretHash, provider: String) async throws -> LoginAttempt? {
        state.withLock { state in
            let index = state.attempts.firstIndex {
                $0.stateHash == stateHash && $0.browserHash == browserHash && $0.provider == provider
            }
            return index.map { state.attempts.remove(at: $0) }
        }
    }
}

extension InMemoryAccounts.State {
    fileprivate func identity(_ provider: String, _ subject: String) -> Identity? {
        identities.first { $0.provider == provider && $0.subject == subject }
    }

    /// An identity is one account's, and an account has one of a provider.
    fileprivate func canAdd(_ identity: Identity) -> Bool {
        self.identity(identity.provider, identity.subject) == nil
            && !identities.contains { $0.provider == identity.provider && $0.userID == identity.userID }
    }
}
