/// What the test issuer does, and otherwise than it should.
struct IssuerBehaviour: Sendable {
    /// Whom it vouches for.
    var subject = "248289761001"
    var email: String? = "ada@example.com"
    var isEmailVerified = true
    var name: String? = "Ada Lovelace"

    /// The keys that it publishes, by their names, and the one that it signs with.
    var keys: [String: SigningKey]
    var signingKey: (name: String, key: SigningKey)

    /// Changes header and claims of an ID token before it is signed.
    var changeToken: @Sendable (inout [String: Any], inout [String: Any]) -> Void = { _, _ in }

    /// Changes a signed token.
    var forge: @Sendable (String) -> String = { $0 }

    /// Changes what the discovery document says.
    var changeMetadata: @Sendable (inout [String: Any]) -> Void = { _ in }

    /// The error that the authorization endpoint sends the browser back with.
    var authorizationError: String?

    /// The error that the token endpoint answers with.
    var tokenError: String?

    /// Whether the addresses are only told at the userinfo endpoint, and for whom.
    var userInfoSubject: String?

    /// The issuer that the browser's answer names.
    var answerIssuer: String?

    /// A status in place of every answer.
    var outage: Int?

    /// How large the answers of the token endpoint are, beyond what they need.
    var padding = 0
}
