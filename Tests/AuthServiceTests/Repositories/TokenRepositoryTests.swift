import AuthAPI
import FoundationEssentials
import ServiceKit
import Testing

@testable import AuthService

struct TokenRepositoryTests {
    private let start = Date(microsecondsSince1970: 1_795_473_820_123_457)

    private func register(_ email: String, in users: any UserRepository) async throws -> User {
        let user = User(
            id: UUID(), email: try EmailAddress(email), name: try UserName("Ada"), createTime: start)
        let hash = PasswordHash(parameters: .cheap, salt: [1], key: Array(repeating: 2, count: 32))
        let session = Session.open(for: user.id, at: start, SessionPolicy()).session
        _ = try await users.insert(user, passwordHash: hash, firstSession: session)
        return user
    }

    private func token(of user: User, at time: Date, lifetime: TimeInterval = 3600) throws -> APIToken {
        APIToken(
            id: UUID(), userID: user.id, name: try TokenName("CI \"é\""),
            secretHash: Secret.random().hash,
            scopes: ["account", "entities:read"], createTime: time,
            expireTime: time.addingTimeInterval(lifetime),
            lastUseTime: nil)
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a token, when it is looked for, then it is found with its user, and its uses are those in time`(
        _ store: AccountsStore
    ) async throws {
        try await store.withRepositories { store in
            let user = try await register("ada@example.com", in: store.users)
            let token = try token(of: user, at: start)
            #expect(try await store.tokens.insert(token, maximumCount: 1))

            let found = try #require(try await store.tokens.token(id: token.id))
            #expect(found.token == token)
            #expect(found.user == user)
            #expect(try await store.tokens.token(id: UUID()) == nil)

            for seconds in [60.0, 90, 121] {
                let time = start.addingTimeInterval(seconds)
                try await store.tokens.recordUse(
                    ofToken: token.id, at: time, ifNotSince: time.addingTimeInterval(-60))
            }
            #expect(
                try await store.tokens.token(id: token.id)?.token.lastUseTime
                    == start.addingTimeInterval(121))
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given tokens of two users, when one lists and deletes, then the other's stay`(
        _ store: AccountsStore
    )
        async throws
    {
        try await store.withRepositories { store in
            let ada = try await register("ada@example.com", in: store.users)
            let bob = try await register("bob@example.com", in: store.users)
            let old = try token(of: ada, at: start, lifetime: 60)
            let new = try token(of: ada, at: start.addingTimeInterval(1))
            let other = try token(of: bob, at: start)
            for token in [old, new, other] {
                #expect(try await store.tokens.insert(token, maximumCount: 9))
            }

            #expect(
                try await store.tokens.tokens(of: ada.id, aliveAt: start).map(\.id) == [new.id, old.id])
            let later = start.addingTimeInterval(60)
            #expect(try await store.tokens.tokens(of: ada.id, aliveAt: later).map(\.id) == [new.id])
            #expect(try await !store.tokens.delete(token: other.id, of: ada.id))
            #expect(try await store.tokens.delete(token: new.id, of: ada.id))
            #expect(try await !store.tokens.delete(token: new.id, of: ada.id))
            #expect(try await store.tokens.token(id: other.id) != nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given room for three, when twenty are added at once, then three are`(_ store: AccountsStore)
        async throws
    {
        try await store.withRepositories { store in
            let ada = try await register("ada@example.com", in: store.users)
            let added = try await withThrowingTaskGroup { group in
                for _ in 0..<20 {
                    let token = try token(of: ada, at: start)
                    group.addTask { try await store.tokens.insert(token, maximumCount: 3) }
                }
                return try await group.reduce(into: 0) { count, added in count += added ? 1 : 0 }
            }
            #expect(added == 3)
            #expect(try await store.tokens.tokens(of: ada.id, aliveAt: start).count == 3)
        }
    }
}
