import FoundationEssentials

/// Who makes a call and for whom, in the form in which it goes from one service to another.
///
/// The text is `payload.signature`, both in base64url; the signature is the HMAC-SHA256 of the payload's bytes, or empty
/// when no key is configured. The payload, numbers in big-endian order, a text as its length in two bytes and its UTF-8:
///
/// | bytes | what |
/// |---|---|
/// | 1 | version, 1 |
/// | 8 | when the token expires, in seconds after 1970 |
/// | text | the gRPC service that may be called; empty for any |
/// | text | the program that calls |
/// | 1 | flags: 1, there is a user; 2, there is a session |
/// | 16 | the user's id, if there is one |
/// | 16 | the session's id, if there is one |
/// | text | scopes, separated by spaces, if there is a user |
public struct CallerToken: Sendable, Hashable {
    /// How long a text may be.
    static let maximumLength = 4096

    static let version: UInt8 = 1

    /// The program that calls, for example `gateway`.
    public var service: String

    /// The full name of the gRPC service that may be called with it; nil for any.
    public var audience: String?

    /// When it expires, in seconds after 1970.
    public var expiry: Int64

    /// The user on whose behalf is called; nil when the program calls for itself.
    public var caller: Caller?

    /// A token of its parts.
    public init(service: String, audience: String?, expiry: Int64, caller: Caller?) {
        self.service = service
        self.audience = audience
        self.expiry = expiry
        self.caller = caller
    }

    /// The text, signed when there is a key.
    /// - Throws: ``CallerTokenError/tooLarge``.
    public func text(keys: CallerKeys) throws(CallerTokenError) -> String {
        let payload = try payload()
        let signature = keys.sign(payload).map { Base64.encode($0, alphabet: .urlSafe) } ?? ""
        let text = "\(Base64.encode(payload, alphabet: .urlSafe)).\(signature)"
        guard text.utf8.count <= Self.maximumLength else { throw .tooLarge }
        return text
    }

    /// Reads a text for the gRPC service `audience`. Without a key, signatures are not looked at.
    public init(
        _ text: String, keys: CallerKeys, audience: String, now: Int64
    ) throws(CallerTokenError) {
        guard text.utf8.count <= Self.maximumLength else { throw .malformed }
        guard let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")),
            let payload = Base64.decode(text[..<dot], alphabet: .urlSafe)
        else { throw .malformed }
        let signatureText = text[text.utf8.index(after: dot)...]
        guard !signatureText.utf8.contains(UInt8(ascii: ".")) else { throw .malformed }
        if keys.isConfigured {
            guard !signatureText.isEmpty else { throw .unsigned }
            guard let signature = Base64.decode(signatureText, alphabet: .urlSafe),
                keys.verify(signature, of: payload)
            else { throw .wrongSignature }
        }
        self = try CallerToken(payload: payload)
        guard now < expiry else { throw .expired }
        guard self.audience == nil || self.audience == audience else { throw .wrongAudience }
    }
}
