import ServiceKit

/// A password's scrypt hash with the salt and the parameters it was made with.
///
/// The text form, which is what the database holds, is a PHC string: `$scrypt$ln=15,r=8,p=3$SALT$KEY`.
struct PasswordHash: Sendable, Hashable {
    /// What was asked of scrypt.
    let parameters: ScryptParameters

    /// Random bytes of this hash alone.
    let salt: [UInt8]

    /// What scrypt derived.
    let key: [UInt8]
}

extension PasswordHash: LosslessStringConvertible {
    var description: String {
        "$scrypt$\(parameters)$\(Base64.encode(salt))$\(Base64.encode(key))"
    }

    /// Reads a PHC string; `nil` when it is not one of scrypt.
    init?(_ description: String) {
        let parts = description.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let parameters = ScryptParameters(String(parts[2])),
            let salt = Base64.decode(parts[3]), !salt.isEmpty,
            let key = Base64.decode(parts[4]), key.count >= 16
        else { return nil }
        self.init(parameters: parameters, salt: salt, key: key)
    }
}
