import Crypto

/// Which failures count together: those at one e-mail address from where its account has a session, and all others.
///
/// Two counters keep strangers, who can only fill the second, from locking the owner out at home. An address without an
/// account has a counter like any other, so that nothing tells them apart.
struct FailureCounter: Sendable, Hashable {
    /// SHA-256 of the e-mail address: most that strangers try are nobody's, and not ours to keep.
    let emailHash: [UInt8]

    /// Whether the account has a session from there.
    let isKnown: Bool

    init(_ email: EmailAddress, isKnown: Bool) {
        emailHash = Array(SHA256.hash(data: Array(email.text.utf8)))
        self.isKnown = isKnown
    }
}
