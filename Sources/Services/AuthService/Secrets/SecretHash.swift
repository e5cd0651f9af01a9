import Crypto

/// What is stored of a ``Secret``: a plain SHA-256. Unlike a password it can't be guessed, so a slow hash would protect
/// nothing.
struct SecretHash: Sendable, Hashable {
    let bytes: [UInt8]

    /// Compares in constant time, as every digest of swift-crypto does.
    func matches(_ secret: Secret) -> Bool {
        secret.digest == bytes
    }
}
