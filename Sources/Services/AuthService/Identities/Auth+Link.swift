import AuthAPI
import FoundationEssentials
import ServiceKit

extension Auth {
    /// Adds an identity to the account of whoever began this, if it is still the one who calls.
    func link(
        _ identity: ProviderIdentity, to linking: LoginAttempt.Linking, _ provider: any IdentityProvider
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse {
        let sessionOver = OAuthError(
            .signInRequired, "the session in which this began is over: sign in and begin again")
        guard let caller = Caller.current, caller.userID == linking.userID, caller.sessionID == linking.sessionID,
            let user = try await users.user(id: linking.userID)
        else { throw sessionOver }
        let now = now()
        let (session, token) = Session.open(for: user.id, at: now, policy, by: identity.provider)
        let isVouchedFor = identity.isEmailVerified && provider.settings.isTrustedWithEmail
        let outcome = try await identities.link(
            Identity(identity, of: user.id, at: now), verifiedEmail: isVouchedFor ? identity.email : nil,
            replacing: linking.sessionID, by: session)
        let title = provider.settings.title
        switch outcome {
        case .linked: return try await response(user, session, token, linked: true)
        case .known: return try await response(user, session, token)
        case .taken:
            throw OAuthError(.identityTaken, "this identity at \(title) belongs to another account")
        case .another:
            throw OAuthError(.alreadyLinked, "your account has another identity at \(title): unlink that first")
        case .sessionOver: throw sessionOver
        }
    }
}
