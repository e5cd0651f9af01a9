import AuthAPI
import FoundationEssentials
import Postgres
import ServiceKit
import SwiftProtobuf
import Testing

@testable import AuthService

/// What PostgreSQL has to lock, with others that come in the very moment in which it matters.
struct LockTests {
    private let policy = SessionPolicy()
    private let hash = PasswordHash(parameters: .cheap, salt: [1], key: Array(repeating: 2, count: 32))

    private func user() throws -> User {
        User(
            id: UUID(), email: try EmailAddress("ada@example.com"), name: try UserName("Ada"),
            createTime: .nowInMicroseconds())
    }

    private func session(_ user: User, provider: String = "") -> Session {
        Session.open(for: user.id, at: user.createTime, policy, by: provider).session
    }

    private func identity(_ user: User, _ provider: String) -> Identity {
        Identity(
            provider: provider, subject: "1", userID: user.id, email: nil, createTime: user.createTime,
            lastUseTime: user.createTime)
    }

    private func lock(_ user: User) -> PostgresQuery {
        "SELECT FROM auth.users WHERE id = \(user.id) FOR NO KEY UPDATE"
    }

    @Test
    func
        `given a change of the password, when sign-ins with the old one come at once, then no session of theirs stays`()
        async throws
    {
        try await withDatabase { database in
            let (users, sessions) = (
                PostgresUserRepository(database: database), PostgresSessionRepository(database: database)
            )
            let user = try user()
            let (current, next) = (session(user), session(user))
            _ = try await users.insert(user, passwordHash: hash, firstSession: current)

            try await database.whileLocked(by: lock(user), untilWaiting: 7) {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<3 { group.addTask { try await self.open(user, in: sessions) } }
                    group.addTask {
                        _ = try await users.changePassword(
                            of: user.id, version: 1, to: self.hash, replacing: current.id, by: next)
                    }
                    for _ in 0..<3 { group.addTask { try await self.open(user, in: sessions) } }
                    try await group.waitForAll()
                }
            }

            let left = try await database.query("SELECT id FROM auth.sessions", as: UUID.self)
            #expect(left == [next.id])
        }
    }

    private func open(_ user: User, in sessions: PostgresSessionRepository) async throws {
        _ = try await sessions.insert(session(user), passwordVersion: 1, policy)
    }

    @Test func `given room for three tokens, when seven are made at once, then three are`() async throws {
        try await withDatabase { database in
            let user = try user()
            _ = try await PostgresUserRepository(database: database)
                .insert(user, passwordHash: hash, firstSession: session(user))
            let tokens = PostgresTokenRepository(database: database)
            let made = try await database.whileLocked(by: lock(user), untilWaiting: 7) {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<7 {
                        let token = APIToken(
                            id: UUID(), userID: user.id, name: try TokenName("CI"), secretHash: Secret.random().hash,
                            scopes: ["account"], createTime: user.createTime,
                            expireTime: user.createTime.addingTimeInterval(60), lastUseTime: nil)
                        group.addTask { try await tokens.insert(token, maximumCount: 3) }
                    }
                    return try await group.reduce(into: 0) { count, isMade in count += isMade ? 1 : 0 }
                }
            }
            #expect(made == 3)
        }
    }

    @Test func `given two identities and no password, when both are unlinked at once, then one stays`() async throws {
        try await withDatabase { database in
            let identities = PostgresIdentityRepository(database: database)
            let user = try user()
            let current = session(user)
            _ = try await identities.insert(user, isEmailVerified: true, identity(user, "acme"), session: current)
            _ = try await identities.link(identity(user, "other"), byVerifiedEmail: user.email, session: session(user))
            let outcomes = try await database.whileLocked(by: lock(user), untilWaiting: 2) {
                try await withThrowingTaskGroup { group in
                    for provider in ["acme", "other"] {
                        group.addTask {
                            try await identities.unlink(provider: provider, of: user.id, keeping: current.id)
                        }
                    }
                    return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
                }
            }
            #expect(outcomes == [.unlinked: 1, .last: 1])
        }
    }

    @Test func `given a session a minute after its last use, when five requests come at once, then one use is written`()
        async throws
    {
        try await withDatabase { database in
            let auth = Auth.over(database)
            let user = try user()
            let (session, token) = Session.open(for: user.id, at: user.createTime.addingTimeInterval(-3600), policy)
            _ = try await auth.users.insert(user, passwordHash: hash, firstSession: session)
            try await database.execute("CREATE TABLE uses (time timestamptz)")
            try await database.execute(
                """
                CREATE FUNCTION note_use() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO uses VALUES (NEW.last_use_time); RETURN NULL; END'
                """)
            try await database.execute(
                "CREATE TRIGGER uses AFTER UPDATE ON auth.sessions FOR EACH ROW EXECUTE FUNCTION note_use()")

            let lock: PostgresQuery = "SELECT FROM auth.sessions WHERE id = \(session.id) FOR UPDATE"
            try await database.whileLocked(by: lock, untilWaiting: 5) {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<5 {
                        group.addTask {
                            _ = try await withServerContext {
                                try await auth.validateSession(request: .with { $0.token = token.bearer }, context: $0)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }

            #expect(try await database.queryFirst("SELECT count(*) FROM uses", as: Int64.self) == 1)
        }
    }

    @Test func `given a session that is used while it is swept, when its time was nearly over, then it stays`()
        async throws
    {
        try await withDatabase { database in
            let user = try user()
            let old = Session.open(for: user.id, at: user.createTime.addingTimeInterval(-policy.idleTimeout), policy)
                .session
            _ = try await PostgresUserRepository(database: database).insert(user, passwordHash: hash, firstSession: old)
            let sweep = ExpirySweep(
                rows: PostgresExpiryRepository(database: database), policy: policy, now: { user.createTime })
            let removed = try await database.withTransaction { transaction in
                // A use that has not been committed yet.
                try await transaction.execute(
                    "UPDATE auth.sessions SET last_use_time = \(user.createTime) WHERE id = \(old.id)")
                return try await sweep.run()
            }
            #expect(removed == 0)
            #expect(try await database.queryFirst("SELECT count(*) FROM auth.sessions", as: Int64.self) == 1)
        }
    }

    @Test func `given a sign-in by an identity, when the identity is unlinked at once, then the session ends`()
        async throws
    {
        try await withDatabase { database in
            let identities = PostgresIdentityRepository(database: database)
            let user = try user()
            let current = session(user)
            _ = try await identities.insert(user, isEmailVerified: true, identity(user, "acme"), session: current)
            _ = try await identities.link(identity(user, "other"), byVerifiedEmail: user.email, session: session(user))
            let lock: PostgresQuery = "SELECT FROM auth.identities WHERE provider = 'acme' FOR UPDATE"
            let entered = session(user, provider: "acme")
            try await database.whileLocked(by: lock, untilWaiting: 2) {
                try await withThrowingTaskGroup { group in
                    group.addTask { _ = try await identities.signIn(identity(user, "acme"), session: entered) }
                    group.addTask {
                        _ = try await identities.unlink(provider: "acme", of: user.id, keeping: current.id)
                    }
                    try await group.waitForAll()
                }
            }
            let left = try await database.query(
                "SELECT id FROM auth.sessions WHERE provider = 'acme'", as: UUID.self)
            #expect(left.isEmpty)
        }
    }
}
