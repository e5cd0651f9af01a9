import Crypto
import ServiceKit

/// 256 random bits that only the holder of a session knows. It prints as `<redacted>`, so that no log can show it.
///
/// It is stored as a plain SHA-256: unlike a password it can't be guessed, so a slow hash would protect nothing.
struct SessionSecret: Sendable {
    private static let byteCount = 32

    private let bytes: [UInt8]

    static func random() -> SessionSecret {
        SessionSecret(bytes: .random(count: byteCount))
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the base64url form; `nil` for any other text.
    init?(base64URL text: some StringProtocol) {
        guard let bytes = Base64.decode(text, alphabet: .urlSafe), bytes.count == Self.byteCount else { return nil }
        self.init(bytes: bytes)
    }

    var base64URL: String { Base64.encode(bytes, alphabet: .urlSafe) }

    var hash: Hash { Hash(bytes: Array(SHA256.hash(data: bytes))) }

    /// What is stored of a secret.
    struct Hash: Sendable, Hashable {
        let bytes: [UInt8]

        /// Compares in constant time, as every digest of swift-crypto does.
        func matches(_ secret: SessionSecret) -> Bool {
            SHA256.hash(data: secret.bytes) == bytes
        }
    }
}

extension SessionSecret: CustomStringConvertible, CustomReflectable {
    var description: String { "<redacted>" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
