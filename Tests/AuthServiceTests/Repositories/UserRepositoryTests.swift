import FoundationEssentials
import ServiceKit
import Testing

@testable import AuthService

struct UserRepositoryTests {
    private let hash = PasswordHash(
        parameters: .cheap, salt: [1, 2, 3], key: Array(repeating: 4, count: 32))
    private let otherHash = PasswordHash(
        parameters: .cheap, salt: [5], key: Array(repeating: 6, count: 32))

    private func user(_ email: String = "ada@example.com") throws -> User {
        User(
            id: UUID(), email: try EmailAddress(email), name: try UserName("Ada \"Countess\" Ĺ 🗿"),
            createTime: Date(microsecondsSince1970: 1_795_473_820_123_457))
    }

    private func session(of user: User) -> Session {
        Session.open(for: user.id, at: user.createTime, SessionPolicy()).session
    }

    @Test(arguments: AccountsStore.allCases)
    func `given an account, when it is looked for, then it is found as it was given`(
        _ store: AccountsStore
    )
        async throws
    {
        try await store.with { users, sessions in
            let user = try user()
            let session = session(of: user)
            #expect(try await users.insert(user, passwordHash: hash, firstSession: session))

            #expect(try await users.user(id: user.id) == user)
            let credentials = try #require(try await users.credentials(email: user.email))
            #expect(credentials.user == user)
            #expect(credentials.passwordHash == hash)
            let found = try #require(try await sessions.session(id: session.id))
            #expect(found.session == session)
            #expect(found.user == user)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given no account, when one is looked for, then there is none`(_ store: AccountsStore)
        async throws
    {
        try await store.with { (users, _) async throws in
            #expect(try await users.user(id: UUID()) == nil)
            #expect(try await users.credentials(email: EmailAddress("ada@example.com")) == nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given an account, when its address is added again, then neither account nor session appears`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let first = try user()
            let second = try user()
            let session = session(of: second)
            #expect(
                try await users.insert(first, passwordHash: hash, firstSession: self.session(of: first)))

            #expect(try await !users.insert(second, passwordHash: otherHash, firstSession: session))

            #expect(try await users.user(id: second.id) == nil)
            #expect(try await sessions.session(id: session.id) == nil)
            #expect(try await users.credentials(email: first.email)?.passwordHash == hash)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given one address, when twenty register it at once, then one gets it`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, _ in
            let inserted = try await withThrowingTaskGroup { group in
                for _ in 0..<20 {
                    let user = try user()
                    let session = session(of: user)
                    group.addTask { [hash] in
                        try await users.insert(user, passwordHash: hash, firstSession: session)
                    }
                }
                return try await group.reduce(into: 0) { count, inserted in count += inserted ? 1 : 0 }
            }
            #expect(inserted == 1)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a hash, when it is replaced, then only the one that was meant is`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, _ in
            let user = try user()
            _ = try await users.insert(user, passwordHash: hash, firstSession: session(of: user))

            try await users.replacePasswordHash(of: user.id, otherHash, with: otherHash)
            #expect(try await users.credentials(email: user.email)?.passwordHash == hash)

            try await users.replacePasswordHash(of: user.id, hash, with: otherHash)
            #expect(try await users.credentials(email: user.email)?.passwordHash == otherHash)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a password, when it is changed, then one session is left, and an older version changes nothing`(
        _ store: AccountsStore
    ) async throws {
        try await store.with { users, sessions in
            let user = try user()
            let current = session(of: user)
            let (next, late) = (session(of: user), session(of: user))
            _ = try await users.insert(user, passwordHash: hash, firstSession: current)
            let other = session(of: user)
            _ = try await sessions.insert(other, passwordVersion: 1, SessionPolicy())

            #expect(
                try await users.changePassword(
                    of: user.id, version: 1, to: otherHash, replacing: current.id, by: next))

            let credentials = try #require(try await users.credentials(userID: user.id))
            #expect(credentials.passwordHash == otherHash)
            #expect(credentials.passwordVersion == 2)
            #expect(credentials.user == user)
            #expect(try await sessions.session(id: next.id)?.session == next)
            for over in [current, other] { #expect(try await sessions.session(id: over.id) == nil) }

            for (version, replaced) in [(1, next.id), (2, current.id)] as [(Int32, UUID)] {
                #expect(
                    try await !users.changePassword(
                        of: user.id, version: version, to: hash, replacing: replaced, by: late))
            }
            #expect(try await users.credentials(userID: user.id)?.passwordHash == otherHash)
            #expect(try await sessions.session(id: next.id) != nil)
            #expect(try await sessions.session(id: late.id) == nil)
        }
    }
}
