/// Why a caller token is not accepted.
public enum CallerTokenError: Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// There is none.
    case missing
    /// It has no signature.
    case unsigned
    /// None of our keys made its signature.
    case wrongSignature
    /// Its time is over.
    case expired
    /// It is meant for another service.
    case wrongAudience
    /// It has another form.
    case malformed
    /// What it has to say is longer than a token may be.
    case tooLarge

    /// What is wrong with the token, in words that tell nothing of the key.
    public var description: String {
        switch self {
        case .missing: "a caller token is needed"
        case .unsigned: "the caller token is not signed"
        case .wrongSignature: "the caller token is not signed with the key of this service"
        case .expired: "the caller token has expired"
        case .wrongAudience: "the caller token is for another service"
        case .malformed: "the caller token is malformed"
        case .tooLarge: "the caller token would be too long"
        }
    }

    /// The name that tells a calling service of ours what was wrong.
    var name: String {
        switch self {
        case .missing: "missing"
        case .unsigned: "unsigned"
        case .wrongSignature: "wrong-signature"
        case .expired: "expired"
        case .wrongAudience: "wrong-audience"
        case .malformed: "malformed"
        case .tooLarge: "too-large"
        }
    }
}
