import AuthAPI
import FoundationEssentials
import ServiceKit
import Testing

@testable import AuthService

struct IdentityRepositoryTests {
    private let start = Date(microsecondsSince1970: 1_795_473_820_123_457)
    private let policy = SessionPolicy()

    private func user(_ email: String = "ada@example.com") throws -> User {
        User(id: UUID(), email: try EmailAddress(email), name: try UserName("Ada"), createTime: start)
    }

    private func identity(_ user: User, provider: String = "acme", subject: String = "1") -> Identity {
        Identity(
            provider: provider, subject: subject, userID: user.id, email: user.email, createTime: start,
            lastUseTime: start)
    }

    private func session(_ user: User, provider: String = "acme") -> Session {
        Session.open(for: user.id, at: start, policy, by: provider).session
    }

    @Test(arguments: AccountsStore.allCases)
    func `given an identity, when it signs in, then its user, its use and its session are known`(_ store: AccountsStore)
        async throws
    {
        try await store.withRepositories { store in
            let user = try user()
            let identity = identity(user)
            #expect(
                try await store.identities.insert(
                    user, isEmailVerified: true, identity, session: session(user)))
            #expect(try await store.identities.user(provider: "acme", subject: "1") == user)
            #expect(try await store.identities.user(provider: "other", subject: "1") == nil)
            #expect(try await store.identities.user(provider: "acme", subject: "2") == nil)
            #expect(try await store.identities.account(email: user.email)?.isEmailVerified == true)
            #expect(try await store.users.credentials(userID: user.id)?.passwordHash == nil)
            #expect(try await store.users.credentials(email: user.email)?.user == user)

            let later = Identity(
                provider: "acme", subject: "1", userID: user.id, email: nil, createTime: start,
                lastUseTime: start.addingTimeInterval(5))
            let session = session(user)
            #expect(try await store.identities.signIn(later, session: session))
            #expect(try await store.identities.identities(of: user.id) == [later])
            #expect(try await store.sessions.session(id: session.id)?.session == session)

            let stranger = try self.user("bob@example.com")
            #expect(try await !store.identities.signIn(later, session: self.session(stranger)))
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given one newcomer, when they sign in twenty times at once, then one account appears`(_ store: AccountsStore)
        async throws
    {
        try await store.withRepositories { store in
            let inserted = try await withThrowingTaskGroup { group in
                for number in 0..<20 {
                    // Half come with one address, half with another, so that either rule has to hold.
                    let user = try user(number.isMultiple(of: 2) ? "ada@example.com" : "ada@example.org")
                    let (identity, session) = (identity(user), session(user))
                    group.addTask {
                        try await store.identities.insert(user, isEmailVerified: true, identity, session: session)
                    }
                }
                return try await group.reduce(into: 0) { count, inserted in count += inserted ? 1 : 0 }
            }
            #expect(inserted == 1)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given accounts, when an identity is linked by its address, then only to a verified one without another`(
        _ store: AccountsStore
    ) async throws {
        try await store.withRepositories { store in
            let (verified, unverified) = (try user(), try user("bob@example.com"))
            for (user, isVerified, subject) in [(verified, true, "1"), (unverified, false, "2")] {
                _ = try await store.identities.insert(
                    user, isEmailVerified: isVerified, identity(user, subject: subject), session: session(user))
            }
            func link(_ user: User, _ provider: String, _ subject: String, _ email: EmailAddress) async throws -> Bool {
                try await store.identities.link(
                    identity(user, provider: provider, subject: subject), byVerifiedEmail: email,
                    session: session(user, provider: provider))
            }
            #expect(try await !link(unverified, "other", "2", unverified.email))
            #expect(try await !link(verified, "other", "1", unverified.email))
            #expect(try await !link(verified, "acme", "9", verified.email))
            #expect(try await link(verified, "other", "1", verified.email))
            #expect(try await !link(verified, "third", "1", EmailAddress("ada@example.net")))
            #expect(try await store.identities.identities(of: verified.id).count == 2)
            #expect(try await store.identities.identities(of: unverified.id).count == 1)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a session, when it links, then each outcome is told and only a link changes anything`(
        _ store: AccountsStore
    ) async throws {
        try await store.withRepositories { store in
            let (ada, bob) = (try user(), try user("bob@example.com"))
            let current = session(ada)
            _ = try await store.identities.insert(ada, isEmailVerified: false, identity(ada), session: current)
            _ = try await store.identities.insert(
                bob, isEmailVerified: false, identity(bob, subject: "2"), session: session(bob))
            func link(_ provider: String, _ subject: String, current: Session, next: Session) async throws
                -> LinkOutcome
            {
                try await store.identities.link(
                    identity(ada, provider: provider, subject: subject), verifiedEmail: ada.email,
                    replacing: current.id, by: next)
            }
            let next = session(ada)
            #expect(try await link("acme", "2", current: current, next: next) == .taken)
            #expect(try await link("acme", "3", current: current, next: next) == .another)
            #expect(try await link("other", "1", current: next, next: session(ada)) == .sessionOver)
            #expect(try await store.identities.account(email: ada.email)?.isEmailVerified == false)
            #expect(try await store.identities.identities(of: ada.id).count == 1)

            #expect(try await link("other", "1", current: current, next: next) == .linked)
            #expect(try await store.identities.account(email: ada.email)?.isEmailVerified == true)
            #expect(try await store.sessions.session(id: current.id) == nil)
            #expect(try await link("other", "1", current: next, next: session(ada)) == .known)
            #expect(try await store.identities.identities(of: ada.id).count == 2)
            #expect(try await store.identities.account(email: bob.email)?.isEmailVerified == false)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given two identities and no password, when both are unlinked at once, then one stays`(_ store: AccountsStore)
        async throws
    {
        try await store.withRepositories { store in
            let user = try user()
            let current = session(user, provider: "")
            _ = try await store.identities.insert(user, isEmailVerified: true, identity(user), session: current)
            _ = try await store.identities.link(
                identity(user, provider: "other"), byVerifiedEmail: user.email,
                session: session(user, provider: "other"))
            #expect(
                try await store.identities.unlink(provider: "third", of: user.id, keeping: current.id) == .none)

            let outcomes = try await withThrowingTaskGroup { group in
                for provider in ["acme", "other"] {
                    group.addTask {
                        try await store.identities.unlink(provider: provider, of: user.id, keeping: current.id)
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == [.unlinked: 1, .last: 1])
            #expect(try await store.identities.identities(of: user.id).count == 1)
            #expect(try await store.sessions.session(id: current.id) != nil)
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given an attempt, when twenty take it at once, then one gets it as it was`(_ store: AccountsStore)
        async throws
    {
        try await store.withRepositories { store in
            let attempt = LoginAttempt(
                stateHash: Secret.random().hash, browserHash: Secret.random().hash, provider: "acme",
                returnPath: ReturnPath(stored: "/here"), linking: .init(userID: UUID(), sessionID: UUID()),
                expireTime: start)
            try await store.attempts.insert(attempt)
            let wrong = [
                (attempt.browserHash, attempt.stateHash, "acme"), (attempt.stateHash, Secret.random().hash, "acme"),
                (attempt.stateHash, attempt.browserHash, "other"),
            ]
            for (state, browser, provider) in wrong {
                #expect(
                    try await store.attempts.take(stateHash: state, browserHash: browser, provider: provider) == nil)
            }
            let taken = try await withThrowingTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await store.attempts.take(
                            stateHash: attempt.stateHash, browserHash: attempt.browserHash, provider: "acme")
                    }
                }
                return try await group.reduce(into: []) { all, one in one.map { all.append($0) } }
            }
            #expect(taken == [attempt])
        }
    }
}
