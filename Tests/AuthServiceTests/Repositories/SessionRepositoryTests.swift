import AuthAPI
import FoundationEssentials
import ServiceKit
import Testing

@testable import AuthService

struct SessionRepositoryTests {
    private let policy = SessionPolicy()
    private let start = Date(microsecondsSince1970: 1_795_473_820_123_457)

    /// Adds an account and gives its user and first session.
    private func register(_ email: String, in users: any UserRepository) async throws -> (
        user: User, session: Session
    ) {
        let user = User(
            id: UUID(), email: try EmailAddress(email), name: try UserName("Ada"), createTime: start)
        let session = Session.open(for: user.id, at: start, policy).session
        let hash = PasswordHash(parameters: .cheap, salt: [1], key: Array(repeating: 2, count: 32))
        _ = try await users.insert(user, passwordHash: hash, firstSession: session)
        return (user, session)
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a session, when it is looked for, then it is found with its user`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let user = try await register("ada@example.com", in: users).user
            let session = Session.open(for: user.id, at: start.addingTimeInterval(60), policy).session
            #expect(try await sessions.insert(session, passwordVersion: 1, policy))

            let found = try #require(try await sessions.session(id: session.id))

            #expect(found.session == session)
            #expect(found.user == user)
            #expect(try await sessions.session(id: UUID()) == nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given many uses at once, when they are recorded, then the first is written and the others are not`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let id = try await register("ada@example.com", in: users).session.id
            let times = (60..<80).map { start.addingTimeInterval(TimeInterval($0)) }
            try await sessions.recordUse(of: id, at: times[0], ifNotSince: start)
            for time in times.dropFirst() {
                try await sessions.recordUse(of: id, at: time, ifNotSince: time.addingTimeInterval(-60))
            }
            #expect(try await sessions.session(id: id)?.session.lastUseTime == times[0])
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a password that was changed, when a sign-in with the old one opens a session, then it does not`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let (user, current) = try await register("ada@example.com", in: users)
            let hash = PasswordHash(parameters: .cheap, salt: [3], key: Array(repeating: 4, count: 32))
            let rotated = Session.open(for: user.id, at: start, policy).session
            let late = Session.open(for: user.id, at: start, policy).session
            #expect(
                try await users.changePassword(
                    of: user.id, version: 1, to: hash, replacing: current.id, by: rotated))

            #expect(try await !sessions.insert(late, passwordVersion: 1, policy))
            #expect(try await sessions.session(id: late.id) == nil)
            #expect(try await sessions.insert(late, passwordVersion: 2, policy))
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given sessions, when they are listed, then only the user's own that are alive are, the last used first`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let (ada, idle) = try await register("ada@example.com", in: users)
            _ = try await register("bob@example.com", in: users)
            let later = start.addingTimeInterval(policy.idleTimeout)
            let origin = SignInOrigin(userAgent: "curl/8", clientAddress: "192.0.2.1")
            let early = Session.open(for: ada.id, at: later.addingTimeInterval(-9), policy, from: origin)
                .session
            let used = Session.open(for: ada.id, at: later.addingTimeInterval(-10), policy).session
            for session in [early, used] {
                _ = try await sessions.insert(session, passwordVersion: 1, policy)
            }
            try await sessions.recordUse(of: used.id, at: later, ifNotSince: later)

            let listed = try await sessions.sessions(of: ada.id, aliveAt: later, policy, limit: 10)
            #expect(listed.map(\.id) == [used.id, early.id])
            #expect(listed.last?.origin == origin)
            #expect(
                try await sessions.sessions(of: ada.id, aliveAt: later, policy, limit: 1).map(\.id) == [
                    used.id
                ])
            #expect(try await sessions.session(id: idle.id) != nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given sessions, when all but one are ended, then others' stay`(_ store: AccountsStore)
        async throws
    {
        try await store.with { users, sessions in
            let (ada, first) = try await register("ada@example.com", in: users)
            let bob = try await register("bob@example.com", in: users).session
            let kept = Session.open(for: ada.id, at: start, policy).session
            _ = try await sessions.insert(kept, passwordVersion: 1, policy)

            #expect(try await !sessions.delete(id: bob.id, of: ada.id))
            #expect(try await sessions.deleteAll(of: ada.id, except: kept.id) == 1)
            #expect(try await sessions.session(id: first.id) == nil)
            #expect(try await sessions.session(id: kept.id) != nil)
            #expect(try await sessions.deleteAll(of: ada.id, except: nil) == 1)
            #expect(try await sessions.session(id: kept.id) == nil)
            #expect(try await sessions.session(id: bob.id) != nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given two sessions, when one is deleted twice, then the other stays`(_ store: AccountsStore)
        async throws
    {
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
            _ = try await sessions.insert(used, passwordVersion: 1, policy)
            let later = start.addingTimeInterval(policy.idleTimeout)
            try await sessions.recordUse(of: used.id, at: later.addingTimeInterval(-1), ifNotSince: start)

            _ = try await sessions.insert(
                Session.open(for: ada.id, at: later, policy).session, passwordVersion: 1, policy)

            #expect(try await sessions.session(id: idle.id) == nil)
            #expect(try await sessions.session(id: used.id) != nil)
            #expect(try await sessions.session(id: other.id) != nil)

            let end = used.expireTime
            try await sessions.recordUse(of: used.id, at: end.addingTimeInterval(-1), ifNotSince: end)
            _ = try await sessions.insert(
                Session.open(for: ada.id, at: end, policy).session, passwordVersion: 1, policy)
            #expect(try await sessions.session(id: used.id) == nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given more sessions than are allowed, when they are trimmed, then the user's least used go`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let (ada, first) = try await register("ada@example.com", in: users)
            let (_, other) = try await register("bob@example.com", in: users)
            var opened: [UUID] = [first.id]
            for second in 1...4 {
                let session = Session.open(for: ada.id, at: start.addingTimeInterval(Double(second)), policy).session
                #expect(try await sessions.insert(session, passwordVersion: 1, policy))
                opened.append(session.id)
            }
            // The oldest is the one that was used last.
            try await sessions.recordUse(
                of: first.id, at: start.addingTimeInterval(60), ifNotSince: start.addingTimeInterval(30))

            try await sessions.trim(of: ada.id, to: 5)
            #expect(try await sessions.sessions(of: ada.id, aliveAt: start, policy, limit: 100).count == 5)
            try await sessions.trim(of: ada.id, to: 3)

            let left = try await sessions.sessions(of: ada.id, aliveAt: start, policy, limit: 100).map(\.id)
            #expect(left == [opened[0], opened[4], opened[3]])
            #expect(try await sessions.session(id: other.id) != nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given sessions, when it is asked where they were opened, then those of the address that are alive tell`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let ada = try await register("ada@example.com", in: users).user
            let bob = try await register("bob@example.com", in: users).user
            let now = start.addingTimeInterval(policy.idleTimeout)
            for (user, time, address) in [
                (ada, now.addingTimeInterval(-1), "192.0.2.7"), (ada, now.addingTimeInterval(-2), "192.0.2.7"),
                (ada, start, "192.0.2.8"), (bob, now, "192.0.2.9"),
            ] {
                let session = Session.open(
                    for: user.id, at: time, policy, from: SignInOrigin(clientAddress: address)
                ).session
                _ = try await sessions.insert(session, passwordVersion: 1, policy)
            }
            let known = try await sessions.clientAddresses(email: ada.email, aliveAt: now, policy)
            #expect(known == ["192.0.2.7"])
            let unknown = try EmailAddress("nobody@example.com")
            #expect(try await sessions.clientAddresses(email: unknown, aliveAt: now, policy).isEmpty)
        }
    }
}
