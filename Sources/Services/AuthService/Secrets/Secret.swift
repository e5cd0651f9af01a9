import Crypto
import ServiceKit

/// 256 random bits that only the holder of a session or an API token knows. It prints as `<redacted>`, so that no log can
/// show it.
struct Secret: Sendable {
    private static let byteCount = 32

    /// The length of ``base64URL``.
    static let textLength = 43

    private let bytes: [UInt8]

    static func random() -> Secret {
        Secret(bytes: .random(count: byteCount))
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the base64url form; `nil` for any other text.
    init?(base64URL text: some StringProtocol) {
        guard text.utf8.count == Self.textLength, let bytes = Base64.decode(text, alphabet: .urlSafe),
            bytes.count == Self.byteCount
        else { return nil }
        self.init(bytes: bytes)
    }

    var base64URL: String { Base64.encode(bytes, alphabet: .urlSafe) }

    /// Another 256 bits that only its holder can know, one for each purpose.
    func derived(_ purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: SymmetricKey(data: bytes)))
    }

    var digest: SHA256Digest { SHA256.hash(data: bytes) }

    var hash: SecretHash { SecretHash(bytes: Array(digest)) }
}

extension Secret: CustomStringConvertible, CustomReflectable {
    var description: String { "<redacted>" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
