import AuthAPI
import FoundationEssentials
import Synchronization

@testable import AuthService

extension InMemoryAccounts: SessionRepository {
    func insert(_ session: Session, passwordVersion: Int32, _ policy: SessionPolicy) async throws
        -> Bool
    {
        state.withLock { state in
            state.sessions = state.sessions.filter { _, other in
                other.userID != session.userID || policy.isAlive(other, at: session.createTime)
            }
            guard state.credentials[session.userID]?.passwordVersion == passwordVersion else {
                return false
            }
            state.sessions[session.id] = session
            return true
        }
    }

    func session(id: UUID) async throws -> (session: Session, user: User)? {
        state.withLock { state in
            guard let session = state.sessions[id], let user = state.credentials[session.userID]?.user
            else {
                return nil
            }
            return (session, user)
        }
    }

    func recordUse(of sessionID: UUID, at time: Date, ifNotSince limit: Date) async throws {
        state.withLock { state in
            guard let session = state.sessions[sessionID], session.lastUseTime <= limit else { return }
            state.sessions[sessionID] = Session(
                id: session.id, userID: session.userID, secretHash: session.secretHash,
                createTime: session.createTime,
                expireTime: session.expireTime, lastUseTime: time, origin: session.origin,
                provider: session.provider)
        }
    }

    func sessions(of userID: UUID, aliveAt now: Date, _ policy: SessionPolicy, limit: Int32)
        async throws -> [Session]
    {
        let alive = sessions.filter { $0.userID == userID && policy.isAlive($0, at: now) }
        let ordered = alive.sorted {
            ($1.lastUseTime, $0.id.uuidString) < ($0.lastUseTime, $1.id.uuidString)
        }
        return Array(ordered.prefix(Int(limit)))
    }

    func clientAddresses(email: EmailAddress, aliveAt now: Date, _ policy: SessionPolicy) async throws -> [String] {
        state.withLock { state in
            let own = state.sessions.values.filter {
                state.credentials[$0.userID]?.user.email == email && policy.isAlive($0, at: now)
            }
            return Array(Set(own.map(\.origin.clientAddress)))
        }
    }

    func trim(of userID: UUID, to count: Int32) async throws {
        state.withLock { state in
            let own = state.sessions.values.filter { $0.userID == userID }
            for session in own.sorted(by: { $0.lastUseTime > $1.lastUseTime }).dropFirst(Int(count)) {
                state.sessions[session.id] = nil
            }
        }
    }

    func delete(id: UUID) async throws {
        state.withLock { $0.sessions[id] = nil }
    }

    func delete(id: UUID, of userID: UUID) async throws -> Bool {
        state.withLock { state in
            guard state.sessions[id]?.userID == userID else { return false }
            state.sessions[id] = nil
            return true
        }
    }

    func deleteAll(of userID: UUID, except kept: UUID?) async throws -> Int {
        state.withLock { state in
            let before = state.sessions.count
            state.sessions = state.sessions.filter { $0.value.userID != userID || $0.key == kept }
            return before - state.sessions.count
        }
    }
}
