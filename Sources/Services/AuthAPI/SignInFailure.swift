public import GRPCCore

/// Why a sign-in by a provider failed, and where the browser goes now: what the errors of `BeginLogin` and `CompleteLogin`
/// carry in their metadata. An error without it is no answer to the person who signs in, but an outage or a fault.
public struct SignInFailure: Sendable, Hashable {
    /// What went wrong, as programs know it. The texts are part of the address that the browser is sent to.
    public enum Reason: String, Sendable, CaseIterable {
        /// The person declined at the provider.
        case declined = "access_denied"
        /// The sign-in is unknown, over, used already or another browser's.
        case unknownAttempt = "sign_in_expired"
        /// What the provider sent can't be trusted.
        case untrusted = "sign_in_failed"
        /// The provider has not verified the e-mail address.
        case unverifiedEmail = "email_not_verified"
        /// The e-mail address has an account that this identity does not open.
        case accountExists = "account_exists"
        /// The identity that was to be linked belongs to another account.
        case identityTaken = "identity_taken"
        /// The account has another identity at this provider.
        case alreadyLinked = "already_linked"
        /// Linking takes the session in which it began.
        case signInRequired = "sign_in_required"
        /// The provider does not answer, or says that it can't now.
        case providerUnavailable = "provider_unavailable"
        /// The provider does not accept this service.
        case providerMisconfigured = "provider_misconfigured"
        /// The provider refused in another way.
        case providerRefused = "provider_refused"
    }

    private static let reasonKey = "cairn-sign-in-error"
    private static let returnToKey = "cairn-return-to"

    /// What went wrong.
    public var reason: Reason
    /// Where the user wanted to be, checked by auth; nil when that is not known.
    public var returnTo: String?

    /// A failure of its parts.
    public init(_ reason: Reason, returnTo: String? = nil) {
        self.reason = reason
        self.returnTo = returnTo
    }

    /// What an error's metadata tells; nil when it names no reason.
    public init?(metadata: Metadata) {
        guard let text = metadata[stringValues: Self.reasonKey].first(where: { _ in true }),
            let reason = Reason(rawValue: text)
        else { return nil }
        self.init(reason, returnTo: metadata[stringValues: Self.returnToKey].first { _ in true })
    }

    /// Writes the failure into an error's metadata.
    public func write(to metadata: inout Metadata) {
        metadata.replaceOrAddString(reason.rawValue, forKey: Self.reasonKey)
        if let returnTo { metadata.replaceOrAddString(returnTo, forKey: Self.returnToKey) }
    }
}
