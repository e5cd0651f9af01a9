import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf

extension Auth {
    /// Opens a session for an identity; somebody new gets an account.
    ///
    /// Each step is atomic and may find that another sign-in came first; then all is looked at anew.
    func signIn(
        _ identity: ProviderIdentity, _ provider: any IdentityProvider
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse {
        for _ in 0..<3 {
            if let response = try await trySignIn(identity, provider) { return response }
        }
        throw OAuthError(.accountExists, Self.linkFirst(provider))
    }

    private func trySignIn(
        _ identity: ProviderIdentity, _ provider: any IdentityProvider
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse? {
        let now = now()
        if let user = try await identities.user(provider: identity.provider, subject: identity.subject) {
            let (session, token) = Session.open(for: user.id, at: now, policy, by: identity.provider)
            let isIn = try await identities.signIn(Identity(identity, of: user.id, at: now), session: session)
            return isIn ? try await response(user, session, token) : nil
        }
        guard let email = identity.email, identity.isEmailVerified else {
            throw OAuthError(
                .unverifiedEmail,
                "\(provider.settings.title) has not verified your e-mail address: do so there, then try again")
        }
        guard let account = try await identities.account(email: email) else {
            return try await signUp(identity, email, provider, now)
        }
        guard account.isEmailVerified, provider.settings.isTrustedWithEmail else {
            throw OAuthError(.accountExists, Self.linkFirst(provider))
        }
        let (session, token) = Session.open(for: account.user.id, at: now, policy, by: identity.provider)
        let isLinked = try await identities.link(
            Identity(identity, of: account.user.id, at: now), byVerifiedEmail: email, session: session)
        return isLinked ? try await response(account.user, session, token, linked: true) : nil
    }

    private func signUp(
        _ identity: ProviderIdentity, _ email: EmailAddress, _ provider: any IdentityProvider, _ now: Date
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse? {
        let name = UserName(of: identity.name, email)
        let user = User(id: UUID(), email: email, name: name, createTime: now)
        let (session, token) = Session.open(for: user.id, at: now, policy, by: identity.provider)
        let isNew = try await identities.insert(
            user, isEmailVerified: provider.settings.isTrustedWithEmail, Identity(identity, of: user.id, at: now),
            session: session)
        return isNew ? try await response(user, session, token, created: true) : nil
    }

    /// Makes room for the session that was opened, and tells of it.
    func response(
        _ user: User, _ session: Session, _ token: SessionToken, created: Bool = false, linked: Bool = false
    ) async throws -> Cairn_Auth_V1_CompleteLoginResponse {
        try await sessions.trim(of: user.id, to: policy.maximumCount)
        return .with {
            $0.token = token.bearer
            $0.user = user.message
            $0.expireTime = session.expireTime.timestamp
            $0.created = created
            $0.linked = linked
        }
    }

    private static func linkFirst(_ provider: any IdentityProvider) -> String {
        "your e-mail address has an account already: sign in to it, then link \(provider.settings.title) there"
    }
}

extension UserName {
    /// What a provider calls a user, made to fit; the first part of the address when nothing is left.
    init(of name: String?, _ email: EmailAddress) {
        let scalars = (name ?? "").unicodeScalars.filter { $0.properties.generalCategory != .control }
        let tidy = String(String.UnicodeScalarView(scalars)).trimmed.unicodeScalars.prefix(
            Self.allowedLength.upperBound)
        let text = String(tidy).trimmed
        self.init(stored: text.isEmpty ? String(email.text.prefix { $0 != "@" }) : text)
    }
}
