import FoundationEssentials
import ServiceKit

/// What a client shows to prove its session: `id.secret`.
struct SessionToken: Sendable {
    let sessionID: UUID
    let secret: Secret

    init(sessionID: UUID, secret: Secret) {
        self.sessionID = sessionID
        self.secret = secret
    }

    /// Reads the text form; `nil` when it can't be a token of ours.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2,
            let sessionID = UUID(uuidString: String(parts[0])), sessionID.text == parts[0],
            let secret = Secret(base64URL: parts[1])
        else { return nil }
        self.init(sessionID: sessionID, secret: secret)
    }

    /// The text form, for the client alone.
    var bearer: String { "\(sessionID.text).\(secret.base64URL)" }
}
