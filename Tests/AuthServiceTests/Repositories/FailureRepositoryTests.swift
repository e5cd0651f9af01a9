import FoundationEssentials
import Testing

@testable import AuthService

struct FailureRepositoryTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func counter(_ email: String = "ada@example.com", isKnown: Bool = false) throws -> FailureCounter {
        FailureCounter(try EmailAddress(email), isKnown: isKnown)
    }

    private func failures(_ count: Int32) -> PasswordFailures { PasswordFailures(count: count, lastTime: now) }

    @Test(arguments: AccountsStore.allCases)
    func `given no failure, when one is counted, then of two who found none one counts`(_ store: AccountsStore)
        async throws
    {
        try await store.withRepositories { repositories in
            let counter = try counter()
            #expect(try await repositories.failures.failures(counter) == nil)
            #expect(try await repositories.failures.replace(nil, with: failures(1), counter))
            #expect(try await !repositories.failures.replace(nil, with: failures(1), counter))
            #expect(try await repositories.failures.failures(counter) == failures(1))
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a failure, when another is counted, then only by who knows the first`(_ store: AccountsStore)
        async throws
    {
        try await store.withRepositories { repositories in
            let counter = try counter()
            _ = try await repositories.failures.replace(nil, with: failures(1), counter)
            let earlier = PasswordFailures(count: 1, lastTime: now.addingTimeInterval(-1))
            #expect(try await !repositories.failures.replace(earlier, with: failures(2), counter))
            #expect(try await !repositories.failures.replace(failures(2), with: failures(3), counter))
            #expect(try await repositories.failures.replace(failures(1), with: failures(2), counter))
            #expect(try await repositories.failures.failures(counter) == failures(2))
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given a failure, when it is taken back, then it is counted no more, and no other is`(_ store: AccountsStore)
        async throws
    {
        try await store.withRepositories { repositories in
            let counter = try counter()
            try await repositories.failures.takeBack(counter)
            _ = try await repositories.failures.replace(nil, with: failures(1), counter)
            try await repositories.failures.takeBack(counter)
            try await repositories.failures.takeBack(counter)
            #expect(try await repositories.failures.failures(counter) == failures(0))
        }
    }

    @Test(arguments: AccountsStore.allCases)
    func `given several counters, when one is forgotten, then the others stay`(_ store: AccountsStore) async throws {
        try await store.withRepositories { repositories in
            let others = [try counter(isKnown: true), try counter("bob@example.com")]
            for counter in try others + [counter()] {
                _ = try await repositories.failures.replace(nil, with: failures(1), counter)
            }
            try await repositories.failures.forget(counter())
            #expect(try await repositories.failures.failures(counter()) == nil)
            for other in others { #expect(try await repositories.failures.failures(other) == failures(1)) }
        }
    }
}
