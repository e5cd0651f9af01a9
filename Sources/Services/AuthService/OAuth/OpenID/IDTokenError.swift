/// What is wrong with an ID token, in words that quote nothing of it.
enum IDTokenError: Error, Hashable, CustomStringConvertible {
    case malformed
    case unknownAlgorithm
    case unknownKey
    case wrongSignature
    case wrongIssuer
    case wrongAudience
    case wrongAuthorizedParty
    case expired
    case issuedAtAnotherTime
    case wrongNonce
    case noSubject

    var description: String {
        switch self {
        case .malformed: "the ID token is malformed"
        case .unknownAlgorithm: "the ID token is signed in a way that is not accepted"
        case .unknownKey: "the ID token is signed with an unknown key"
        case .wrongSignature: "the ID token's signature is wrong"
        case .wrongIssuer: "the ID token is another issuer's"
        case .wrongAudience: "the ID token is for another client"
        case .wrongAuthorizedParty: "the ID token was issued to another client"
        case .expired: "the ID token has expired"
        case .issuedAtAnotherTime: "the ID token was not issued just now"
        case .wrongNonce: "the ID token belongs to another sign-in"
        case .noSubject: "the ID token does not say whose it is"
        }
    }
}
