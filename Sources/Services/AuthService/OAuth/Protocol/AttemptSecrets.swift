import Crypto
import ServiceKit

/// What one sign-in needs to be its own, all of it derived from the secret that the browser keeps: the database has none.
struct AttemptSecrets: Sendable {
    private let browser: Secret

    init(browser: Secret) {
        self.browser = browser
    }

    /// Ties the ID token to this sign-in (OpenID Connect Core, section 3.1.2.1).
    var nonce: String { Base64.encode(browser.derived("nonce"), alphabet: .urlSafe) }

    /// RFC 7636, section 4.1.
    var codeVerifier: String { Base64.encode(browser.derived("code_verifier"), alphabet: .urlSafe) }

    /// RFC 7636, section 4.2, method S256.
    var codeChallenge: String {
        Base64.encode(Array(SHA256.hash(data: Array(codeVerifier.utf8))), alphabet: .urlSafe)
    }
}
