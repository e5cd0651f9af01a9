import Crypto

/// A token's SHA-256: what a cache may keep of a token. Whoever reads the memory of the gateway gets no session by it.
struct TokenDigest: Hashable, Sendable {
    private let high: UInt64
    private let middleHigh: UInt64
    private let middleLow: UInt64
    private let low: UInt64

    init(_ token: SessionToken) {
        var value = token.value
        let digest = value.withUTF8 { SHA256.hash(data: $0) }
        (high, middleHigh, middleLow, low) = digest.withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            )
        }
    }
}
