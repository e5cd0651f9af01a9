/// What the test issuer does, and otherwise than it should.
package struct IssuerBehaviour: Sendable {
    /// Whom it vouches for.
    package var subject = "248289761001"
    package var email: String? = "ada@example.com"
    package var isEmailVerified = true
    package var name: String? = "Ada Lovelace"

    /// The keys that it publishes, by their names, and the one that it signs with.
    package var keys: [String: SigningKey]
    package var signingKey: (name: String, key: SigningKey)

    /// Changes header and claims of an ID token before it is signed.
    package var changeToken: @Sendable (inout [String: Any], inout [String: Any]) -> Void = { _, _ in }

    /// Changes a signed token.
    package var forge: @Sendable (String) -> String = { $0 }

    /// Changes what the discovery document says.
    package var changeMetadata: @Sendable (inout [String: Any]) -> Void = { _ in }

    /// The error that the authorization endpoint sends the browser back with.
    package var authorizationError: String?

    /// The error that the token endpoint answers with.
    package var tokenError: String?

    /// Whether the addresses are only told at the userinfo endpoint, and for whom.
    package var userInfoSubject: String?

    /// The issuer that the browser's answer names.
    package var answerIssuer: String?

    /// A status in place of every answer.
    package var outage: Int?

    /// Whether it takes requests, and answers none of them.
    package var hangs = false

    /// How large the answers of the token endpoint are, beyond what they need.
    package var padding = 0

    /// An issuer that publishes some keys and signs with one of them.
    package init(keys: [String: SigningKey], signingKey: (name: String, key: SigningKey)) {
        self.keys = keys
        self.signingKey = signingKey
    }
}
