import Crypto
import CryptoExtras

/// Hashes passwords by scrypt (RFC 7914) on a bounded number of threads.
struct ScryptPasswordHasher: PasswordHasher {
    /// Gives so many bytes for a password, a salt and a cost.
    typealias Derivation = @Sendable (Password, [UInt8], ScryptParameters, Int) throws -> SymmetricKey

    private static let saltByteCount = 16
    private static let keyByteCount = 32

    private let parameters: ScryptParameters
    private let workers: WorkerPool
    private let derive: Derivation
    let decoy: PasswordHash

    /// - Parameters:
    ///   - parameters: What each new hash costs.
    ///   - workers: The threads that do the work; their number times the memory of `parameters` is what hashing can take.
    ///   - derive: scrypt itself.
    init(
        parameters: ScryptParameters, workers: WorkerPool, derive: @escaping Derivation = ScryptPasswordHasher.scrypt
    ) {
        self.parameters = parameters
        self.workers = workers
        self.derive = derive
        decoy = PasswordHash(
            parameters: parameters,
            salt: .random(count: Self.saltByteCount),
            key: .random(count: Self.keyByteCount))
    }

    func hash(_ password: Password) async throws -> PasswordHash {
        try await workers.run { [parameters, derive] in
            let salt = [UInt8].random(count: Self.saltByteCount)
            let key = try derive(password, salt, parameters, Self.keyByteCount)
            return PasswordHash(parameters: parameters, salt: salt, key: key.withUnsafeBytes { Array($0) })
        }
    }

    func verify(_ password: Password, against hash: PasswordHash) async throws -> Bool {
        try await workers.run { [parameters, derive] in
            let key = try derive(password, hash.salt, hash.parameters, hash.key.count)
            // SymmetricKey compares in constant time.
            guard key != SymmetricKey(data: hash.key) else { return true }
            // A hash from before the cost rose must not be refused faster than the decoy, or it would tell that there is an
            // account.
            for step in parameters.makingUp(for: hash.parameters) {
                _ = try derive(password, hash.salt, step, Self.keyByteCount)
            }
            return false
        }
    }

    func isOutdated(_ hash: PasswordHash) -> Bool {
        hash.parameters.isWeaker(than: parameters)
    }

    /// scrypt by swift-crypto.
    @Sendable static func scrypt(
        _ password: Password, _ salt: [UInt8], _ parameters: ScryptParameters, byteCount: Int
    ) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: password.bytes,
            salt: salt,
            outputByteCount: byteCount,
            rounds: parameters.rounds,
            blockSize: parameters.blockSize,
            parallelism: parameters.parallelism)
    }
}
