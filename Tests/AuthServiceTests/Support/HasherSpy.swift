import Synchronization

@testable import AuthService

/// The real hasher at the lowest cost, which also remembers what it was asked to check.
final class HasherSpy: PasswordHasher {
    private let hasher: ScryptPasswordHasher
    private let verified = Mutex<[PasswordHash]>([])

    init(_ parameters: ScryptParameters = .cheap) {
        hasher = ScryptPasswordHasher(parameters: parameters, workers: WorkerPool(width: 2, maximumWaiting: 1000))
    }

    /// The hashes that passwords were checked against.
    var checked: [PasswordHash] { verified.withLock { $0 } }

    var decoy: PasswordHash { hasher.decoy }

    func hash(_ password: Password) async throws -> PasswordHash {
        try await hasher.hash(password)
    }

    func verify(_ password: Password, against hash: PasswordHash) async throws -> Bool {
        verified.withLock { $0.append(hash) }
        return try await hasher.verify(password, against: hash)
    }

    func isOutdated(_ hash: PasswordHash) -> Bool {
        hasher.isOutdated(hash)
    }
}

extension ScryptParameters {
    /// As cheap as scrypt gets.
    static let cheap = ScryptParameters("ln=1,r=1,p=1")!
}
