import FoundationEssentials
import ServiceKit
import Testing

@testable import AuthService

struct SessionRepositoryTests {
    private let policy = SessionPolicy()
    private let start = Date(microsecondsSince1970: 1_795_473_820_123_457)

    /// Adds an account and gives its user and first session.
    private func register(_ email: String, in users: any UserRepository) async throws -> (user: User, session: Session)
    {
        let user = User(id: UUID(), email: try EmailAddress(email), name: try UserName("Ada"), createTime: start)
        let session = Session.open(for: user.id, at: start, policy).session
        let hash = PasswordHash(parameters: .cheap, salt: [1], key: Array(repeating: 2, count: 32))
        _ = try await users.insert(user, passwordHash: hash, firstSession: session)
        return (user, session)
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a session, when it is looked for, then it is found with its user`(_ store: AccountsStore) async throws {
        try await store.with { users, sessions in
            let user = try await register("ada@example.com", in: users).user
            let session = Session.open(for: user.id, at: start.addingTimeInterval(60), policy).session
            try await sessions.insert(session, policy)

            let found = try #require(try await sessions.session(id: session.id))

            #expect(found.session == session)
            #expect(found.user == user)
            #expect(try await sessions.session(id: UUID()) == nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given uses in any order, when they are recorded, then the latest stays`(_ store: AccountsStore) async throws {
        try await store.with { users, sessions in
            let id = try await register("ada@example.com", in: users).session.id
            let (early, late) = (start.addingTimeInterval(60), start.addingTimeInterval(120))
            for time in [late, early] { try await sessions.recordUse(of: id, at: time) }
            #expect(try await sessions.session(id: id)?.session.lastUseTime == late)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given two sessions, when one is deleted twice, then the other stays`(_ store: AccountsStore) async throws {
        try await store.with { users, sessions in
            let gone = try await register("ada@example.com", in: users).session.id
            let kept = try await register("bob@example.com", in: users).session.id
            try await sessions.delete(id: gone)
            try await sessions.delete(id: gone)
            #expect(try await sessions.session(id: gone) == nil)
            #expect(try await sessions.session(id: kept) != nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given sessions that are over, when their user opens one, then they are forgotten and no others`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let (ada, idle) = try await register("ada@example.com", in: users)
            let other = try await register("bob@example.com", in: users).session
            let used = Session.open(for: ada.id, at: start, policy).session
            try await sessions.insert(used, policy)
            let later = start.addingTimeInterval(policy.idleTimeout)
            try await sessions.recordUse(of: used.id, at: later.addingTimeInterval(-1))

            try await sessions.insert(Session.open(for: ada.id, at: later, policy).session, policy)

            #expect(try await sessions.session(id: idle.id) == nil)
            #expect(try await sessions.session(id: used.id) != nil)
            #expect(try await sessions.session(id: other.id) != nil)

            let end = used.expireTime
            try await sessions.recordUse(of: used.id, at: end.addingTimeInterval(-1))
            try await sessions.insert(Session.open(for: ada.id, at: end, policy).session, policy)
            #expect(try await sessions.session(id: used.id) == nil)
        }
    }
}
