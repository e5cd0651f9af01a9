/// Somebody who can vouch for a user.
protocol IdentityProvider: Sendable {
    var settings: ProviderSettings { get }

    /// Where the browser has to go.
    func authorizationURL(for request: AuthorizationRequest) async throws -> String

    /// Who the user is, by what the browser brought back.
    func identify(_ answer: AuthorizationAnswer) async throws -> ProviderIdentity
}

/// What a sign-in begins with.
struct AuthorizationRequest: Sendable {
    let redirectURL: String
    let state: String
    let secrets: AttemptSecrets
}

/// What the browser brought back from the provider.
struct AuthorizationAnswer: Sendable {
    let redirectURL: String
    let code: String

    /// The issuer that the answer names (RFC 9207); nil when it names none.
    let issuer: String?
    let secrets: AttemptSecrets
}

/// A user as a provider knows them.
struct ProviderIdentity: Sendable, Hashable {
    let provider: String

    /// The provider's own name for the user, which never changes.
    let subject: String

    /// Nil when the provider tells none, or none that can be one.
    let email: EmailAddress?
    let isEmailVerified: Bool
    let name: String?
}
