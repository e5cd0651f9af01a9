package import Crypto
package import CryptoExtras
import Foundation
import ServiceKit

/// A key of the test issuer, which writes JSON Web Tokens without the library that reads them.
package enum SigningKey: Sendable {
    case es256(P256.Signing.PrivateKey)
    case rs256(_RSA.Signing.PrivateKey)

    package var algorithm: String {
        switch self {
        case .es256: "ES256"
        case .rs256: "RS256"
        }
    }

    /// The public key as RFC 7517 has it.
    package func publicKey(_ identifier: String) throws -> [String: Any] {
        var fields: [String: Any] = ["kid": identifier, "alg": algorithm, "use": "sig"]
        switch self {
        case .es256(let key):
            let point = Array(key.publicKey.rawRepresentation)
            fields["kty"] = "EC"
            fields["crv"] = "P-256"
            fields["x"] = encode(Array(point.prefix(32)))
            fields["y"] = encode(Array(point.suffix(32)))
        case .rs256(let key):
            let primitives = try key.publicKey.getKeyPrimitives()
            fields["kty"] = "RSA"
            fields["n"] = encode(Array(primitives.modulus))
            fields["e"] = encode(Array(primitives.publicExponent))
        }
        return fields
    }

    /// A token in compact form (RFC 7515, section 7.1).
    package func token(header: [String: Any], claims: [String: Any]) throws -> String {
        let parts = try [header, claims].map { encode(Array(try JSONSerialization.data(withJSONObject: $0))) }
        let signed = parts.joined(separator: ".")
        let signature: [UInt8] =
            switch self {
            case .es256(let key): Array(try key.signature(for: Data(signed.utf8)).rawRepresentation)
            case .rs256(let key):
                Array(try key.signature(for: Data(signed.utf8), padding: .insecurePKCS1v1_5).rawRepresentation)
            }
        return signed + "." + encode(signature)
    }
}

/// Base64url.
private func encode(_ bytes: [UInt8]) -> String {
    Base64.encode(bytes, alphabet: .urlSafe)
}
