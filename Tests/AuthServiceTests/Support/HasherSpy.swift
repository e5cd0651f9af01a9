import Synchronization

@testable import AuthService

/// The real hasher at the lowest cost, which also remembers what it was asked to check.
final class HasherSpy: PasswordHasher {
    private let hasher: ScryptPasswordHasher
    private let verified = Mutex<[PasswordHash]>([])
    private let asked: Asked

    /// What scrypt was asked for.
    private final class Asked: Sendable {
        let parameters = Mutex<[ScryptParameters]>([])
    }

    init(_ parameters: ScryptParameters = .cheap) {
        let asked = Asked()
        self.asked = asked
        hasher = ScryptPasswordHasher(
            parameters: parameters, workers: WorkerPool(width: 2, maximumWaiting: 1000)
        ) { password, salt, parameters, byteCount in
            asked.parameters.withLock { $0.append(parameters) }
            return try ScryptPasswordHasher.scrypt(password, salt, parameters, byteCount: byteCount)
        }
    }

    /// The blocks that scrypt has mixed.
    var work: Int { asked.parameters.withLock { $0.reduce(0) { $0 + $1.work } } }

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
