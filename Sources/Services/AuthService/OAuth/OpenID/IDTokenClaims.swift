import FoundationEssentials
import JWTKit

/// What an ID token says (OpenID Connect Core 1.0, sections 2 and 5.1).
struct IDTokenClaims: Sendable {
    var issuer: String?
    var subject: String?
    var audience: [String] = []
    var authorizedParty: String?
    /// In seconds after 1970, as are all times here.
    var expireTime: Double?
    var issueTime: Double?
    var nonce: String?
    var profile = UserClaims()
}

extension IDTokenClaims {
    /// How far two clocks may differ.
    static let leeway: Double = 60

    /// How long ago a token may have been issued that was fetched just now.
    static let maximumAge: Double = 600

    /// Checks all that section 3.1.3.7 of OpenID Connect Core asks for besides the signature.
    func check(issuer: String, clientID: String, nonce: String, now: Date) throws(IDTokenError) -> String {
        let now = now.timeIntervalSince1970
        guard self.issuer == issuer else { throw .wrongIssuer }
        guard audience.contains(clientID) else { throw .wrongAudience }
        guard audience.count == 1 || authorizedParty != nil else { throw .wrongAuthorizedParty }
        guard authorizedParty == nil || authorizedParty == clientID else { throw .wrongAuthorizedParty }
        guard let expireTime, now < expireTime + Self.leeway else { throw .expired }
        guard let issueTime, now - Self.maximumAge - Self.leeway...now + Self.leeway ~= issueTime else {
            throw .issuedAtAnotherTime
        }
        guard let own = self.nonce, Self.isEqual(own, nonce) else { throw .wrongNonce }
        guard let subject, 1...255 ~= subject.utf8.count else { throw .noSubject }
        return subject
    }

    /// In a time that tells nothing of where two texts of one length differ.
    private static func isEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension IDTokenClaims: JWTPayload {
    private enum CodingKeys: String, CodingKey {
        case iss, sub, aud, azp, exp, iat, nonce
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        issuer = try container.decodeIfPresent(String.self, forKey: .iss)
        subject = try container.decodeIfPresent(String.self, forKey: .sub)
        if let one = try? container.decode(String.self, forKey: .aud) {
            audience = [one]
        } else {
            audience = try container.decodeIfPresent([String].self, forKey: .aud) ?? []
        }
        authorizedParty = try container.decodeIfPresent(String.self, forKey: .azp)
        expireTime = try container.decodeIfPresent(Double.self, forKey: .exp)
        issueTime = try container.decodeIfPresent(Double.self, forKey: .iat)
        nonce = try container.decodeIfPresent(String.self, forKey: .nonce)
        profile = try UserClaims(from: decoder)
    }

    /// Not needed: these tokens are only read.
    func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(self, .init(codingPath: [], debugDescription: "ID tokens are only read"))
    }

    /// The claims are checked apart, with what they have to match.
    func verify(using algorithm: some JWTAlgorithm) {}
}
