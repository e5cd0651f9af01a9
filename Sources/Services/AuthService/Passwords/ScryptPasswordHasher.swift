import Crypto
import CryptoExtras

/// Hashes passwords by scrypt (RFC 7914) on a bounded number of threads.
struct ScryptPasswordHasher: PasswordHasher {
    private static let saltByteCount = 16
    private static let keyByteCount = 32

    private let parameters: ScryptParameters
    private let workers: WorkerPool
    let decoy: PasswordHash

    /// - Parameters:
    ///   - parameters: What each new hash costs.
    ///   - workers: The threads that do the work; their number times the memory of `parameters` is what hashing can take.
    init(parameters: ScryptParameters, workers: WorkerPool) {
        self.parameters = parameters
        self.workers = workers
        decoy = PasswordHash(
            parameters: parameters,
            salt: .random(count: Self.saltByteCount),
            key: .random(count: Self.keyByteCount))
    }

    func hash(_ password: Password) async throws -> PasswordHash {
        let parameters = parameters
        return try await workers.run {
            let salt = [UInt8].random(count: Self.saltByteCount)
            let key = try Self.derive(password, salt, parameters, byteCount: Self.keyByteCount)
            return PasswordHash(parameters: parameters, salt: salt, key: key.withUnsafeBytes { Array($0) })
        }
    }

    func verify(_ password: Password, against hash: PasswordHash) async throws -> Bool {
        try await workers.run {
            let key = try Self.derive(password, hash.salt, hash.parameters, byteCount: hash.key.count)
            // SymmetricKey compares in constant time.
            return key == SymmetricKey(data: hash.key)
        }
    }

    func isOutdated(_ hash: PasswordHash) -> Bool {
        hash.parameters.isWeaker(than: parameters)
    }

    private static func derive(
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
