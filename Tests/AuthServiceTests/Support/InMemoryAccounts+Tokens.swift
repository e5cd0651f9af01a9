import FoundationEssentials
import Synchronization

@testable import AuthService

extension InMemoryAccounts: TokenRepository {
    func insert(_ token: APIToken, maximumCount: Int32) async throws -> Bool {
        state.withLock { state in
            state.tokens = state.tokens.filter {
                $0.value.userID != token.userID || $0.value.isAlive(at: token.createTime)
            }
            guard state.tokens.values.count(where: { $0.userID == token.userID }) < maximumCount else {
                return false
            }
            state.tokens[token.id] = token
            return true
        }
    }

    func token(id: UUID) async throws -> (token: APIToken, user: User)? {
        state.withLock { state in
            guard let token = state.tokens[id], let user = state.credentials[token.userID]?.user else {
                return nil
            }
            return (token, user)
        }
    }

    func recordUse(ofToken id: UUID, at time: Date, ifNotSince limit: Date) async throws {
        state.withLock { state in
            guard let token = state.tokens[id], token.lastUseTime.map({ $0 <= limit }) ?? true else {
                return
            }
            state.tokens[id] = APIToken(
                id: id, userID: token.userID, name: token.name, secretHash: token.secretHash,
                scopes: token.scopes,
                createTime: token.createTime, expireTime: token.expireTime, lastUseTime: time)
        }
    }

    func tokens(of userID: UUID, aliveAt now: Date) async throws -> [APIToken] {
        let alive = state.withLock {
            $0.tokens.values.filter { $0.userID == userID && $0.isAlive(at: now) }
        }
        return alive.sorted { ($1.createTime, $0.id.uuidString) < ($0.createTime, $1.id.uuidString) }
    }

    func delete(token id: UUID, of userID: UUID) async throws -> Bool {
        state.withLock { state in
            guard state.tokens[id]?.userID == userID else { return false }
            state.tokens[id] = nil
            return true
        }
    }
}
