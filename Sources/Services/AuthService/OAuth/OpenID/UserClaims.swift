/// The claims about a user, in an ID token or from the userinfo endpoint (OpenID Connect Core 1.0, section 5.1).
struct UserClaims: Decodable, Sendable {
    var subject: String?
    var email: String?
    var isEmailVerified = false
    var name: String?

    private enum CodingKeys: String, CodingKey {
        case sub, email, name
        case emailVerified = "email_verified"
    }

    init() {}

    /// Some providers write the boolean as a string.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        subject = try? container.decodeIfPresent(String.self, forKey: .sub)
        email = try? container.decodeIfPresent(String.self, forKey: .email)
        name = try? container.decodeIfPresent(String.self, forKey: .name)
        isEmailVerified =
            (try? container.decode(Bool.self, forKey: .emailVerified))
            ?? ((try? container.decode(String.self, forKey: .emailVerified)) == "true")
    }

    /// The identity of `subject` at a provider.
    func identity(provider: String, subject: String) -> ProviderIdentity {
        let email = email.flatMap { try? EmailAddress($0) }
        return ProviderIdentity(
            provider: provider, subject: subject, email: email, isEmailVerified: email != nil && isEmailVerified,
            name: name)
    }
}
