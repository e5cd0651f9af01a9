import FoundationEssentials
import JWTKit
import ServiceKit

/// What a token says of its signature, before anything of it is believed (RFC 7515, section 4.1).
struct IDTokenHeader: Sendable {
    let algorithm: JWK.Algorithm
    let keyIdentifier: String?

    /// - Throws: ``IDTokenError``, also for algorithms that need no private key, such as `none` and those of HMAC.
    init(token: String) throws(IDTokenError) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= 32_768, parts.count == 3, let bytes = Base64.decode(parts[0], alphabet: .urlSafe),
            let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes))
        else { throw .malformed }
        guard fields.crit == nil else { throw .unknownAlgorithm }
        guard let algorithm = JWK.Algorithm(rawValue: fields.alg), Self.keyTypes[fields.alg] != nil else {
            throw .unknownAlgorithm
        }
        self.algorithm = algorithm
        keyIdentifier = fields.kid
    }

    /// The key as the token wants to use it; nil when it is not meant for that, or too weak.
    func usable(_ key: JWK) -> JWK? {
        guard key.keyType.rawValue == Self.keyTypes[algorithm.rawValue],
            key.algorithm == nil || key.algorithm == algorithm
        else { return nil }
        // 2,048 bits, in base64url.
        if key.keyType == .rsa, (key.modulus ?? "").utf8.count < 342 { return nil }
        var key = key
        key.algorithm = algorithm
        key.keyIdentifier = JWKIdentifier(string: keyIdentifier ?? "")
        return key
    }

    private struct Fields: Decodable {
        let alg: String
        let kid: String?
        let crit: [String]?
    }

    private static let keyTypes = [
        "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
        "ES256": "EC", "ES384": "EC", "ES512": "EC", "EdDSA": "OKP",
    ]
}
