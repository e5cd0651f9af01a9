import HTTPTypes
import ServiceKit

/// The token that a request carries as proof of its session. Its content means nothing to the gateway.
struct SessionToken: Sendable, Hashable {
    let value: String

    /// A token; nil when the text can't be one, so that no call is spent on it.
    init?(_ text: some StringProtocol) {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= 512, bytes.allSatisfy(Self.isAllowed) else { return nil }
        value = String(text)
    }

    /// What is thrown for a token that is not valid (any more).
    static var invalid: Problem {
        Problem(.unauthorized, code: "UNAUTHENTICATED", detail: "The session is not valid. Sign in again.")
    }

    /// The token in `Authorization: Bearer`, else in the session cookie; nil when there is none.
    /// - Throws: ``invalid`` when there is one that can't be a token.
    static func find(in headers: HTTPFields, cookie: SessionCookie) throws(Problem) -> SessionToken? {
        let text: Substring? = bearer(in: headers) ?? cookie.value(in: headers)
        guard let text else { return nil }
        guard let token = SessionToken(text) else { throw invalid }
        return token
    }

    /// Whether a request carries a bearer token, valid or not, which is then what counts.
    static func isBearer(_ headers: HTTPFields) -> Bool {
        bearer(in: headers) != nil
    }

    /// RFC 6750, section 2.1; the scheme's case does not matter (RFC 9110, section 11.1).
    private static func bearer(in headers: HTTPFields) -> Substring? {
        guard let value = headers[.authorization] else { return nil }
        let scheme = "bearer "
        guard value.utf8.count >= scheme.utf8.count, value.prefix(scheme.count).lowercased() == scheme else {
            return value.lowercased() == "bearer" ? "" : nil
        }
        return value.dropFirst(scheme.count).drop { $0 == " " }
    }

    /// The characters of a bearer token, RFC 6750 `b64token`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
