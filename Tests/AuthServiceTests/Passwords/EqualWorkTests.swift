import AuthAPI
import Testing

@testable import AuthService

/// What a wrong password costs must not tell whether there is an account.
struct EqualWorkTests {
    @Test(arguments: [
        ("more passes", "ln=15,r=8,p=1", "ln=15,r=8,p=3", ["ln=15,r=8,p=2"]),
        ("twice the memory", "ln=14,r=8,p=1", "ln=15,r=8,p=1", ["ln=14,r=8,p=1"]),
        ("both", "ln=14,r=8,p=1", "ln=15,r=8,p=3", ["ln=15,r=8,p=2", "ln=14,r=8,p=1"]),
        ("smaller blocks", "ln=4,r=1,p=1", "ln=4,r=2,p=1", ["ln=3,r=2,p=1"]),
        ("the same", "ln=15,r=8,p=3", "ln=15,r=8,p=3", []),
        ("less", "ln=15,r=8,p=3", "ln=15,r=8,p=1", []),
    ])
    func `given a cost that has risen, when a cheaper hash is made up for, then the rest is spent as well`(
        _: String, old: String, new: String, expected: [String]
    ) throws {
        let (old, new) = (try #require(ScryptParameters(old)), try #require(ScryptParameters(new)))
        #expect(new.makingUp(for: old).map(\.description) == expected)
    }

    @Test func `given any two costs, when one is made up for, then less than two blocks are missing`() {
        let shapes = [(1, 1), (2, 3), (5, 2), (8, 16)]
        let all = (1...12).flatMap { logCost in
            shapes.compactMap { ScryptParameters(logCost: logCost, blockSize: $0, parallelism: $1) }
        }
        #expect(all.count == 12 * shapes.count)
        for old in all {
            for new in all where new.work >= old.work {
                let spent = old.work + new.makingUp(for: old).reduce(0) { $0 + $1.work }
                #expect(spent <= new.work && new.work - spent < 2 * new.blockSize, "\(old) \(new)")
            }
        }
    }

    @Test(arguments: ["ln=1,r=1,p=1", "ln=3,r=2,p=2", "ln=6,r=2,p=1"])
    func `given a hash from before the cost rose, when one guesses, then that costs what an unknown address does`(
        old: String
    ) async throws {
        let today = try #require(ScryptParameters("ln=6,r=2,p=3"))
        let fixture = AuthFixture(hasher: HasherSpy(try #require(ScryptParameters(old))))
        try await fixture.register()
        func work(_ email: String) async throws -> Int {
            let hasher = HasherSpy(today)
            _ = try await failure {
                try await fixture.login(to: fixture.with(hasher)) {
                    $0.email = email
                    $0.password = "wrong horse"
                }
            }
            return hasher.work
        }
        let unknown = try await work("bob@example.com")
        #expect(unknown == today.work)
        #expect((0..<2 * today.blockSize).contains(unknown - (try await work("ada@example.com"))))
    }
}
