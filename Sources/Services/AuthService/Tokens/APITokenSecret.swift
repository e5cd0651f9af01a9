import FoundationEssentials
import ServiceKit

/// What a program shows to prove an API token: `cairn_ID_SECRET`, the id in 32 hexadecimal digits.
///
/// The prefix tells it from a session's token, and lets programs that look for leaked secrets find it.
struct APITokenSecret: Sendable {
    static let prefix = "cairn_"

    let tokenID: UUID
    let secret: Secret

    init(tokenID: UUID, secret: Secret) {
        self.tokenID = tokenID
        self.secret = secret
    }

    /// Reads the text form; `nil` when it can't be a token of ours.
    init?(_ text: String) {
        let digits = text.dropFirst(Self.prefix.count).prefix(32)
        let rest = digits.endIndex == text.endIndex ? "" : text[digits.endIndex...]
        guard text.utf8.count == Self.prefix.utf8.count + 32 + 1 + Secret.textLength,
            text.hasPrefix(Self.prefix),
            let tokenID = UUID(hexadecimal: digits), tokenID.hexadecimal == digits,
            rest.hasPrefix("_"), let secret = Secret(base64URL: rest.dropFirst())
        else { return nil }
        self.init(tokenID: tokenID, secret: secret)
    }

    /// The text form, for the user alone.
    var text: String { "\(Self.prefix)\(tokenID.hexadecimal)_\(secret.base64URL)" }
}

extension UUID {
    /// 32 digits in lower case, without hyphens.
    fileprivate var hexadecimal: String { text.replacing("-", with: "") }

    fileprivate init?(hexadecimal digits: Substring) {
        let lengths = [8, 4, 4, 4, 12]
        var rest = digits
        let groups = lengths.map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }
        self.init(uuidString: groups.joined(separator: "-"))
    }
}
