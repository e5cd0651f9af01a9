/// Keeps secrets of a URL out of spans: values of query parameters that carry credentials, and user names and passwords.
///
/// https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/ (`url.full`, `url.query`)
enum Redaction {
    /// What stands in a secret's place.
    static let mark = "REDACTED"

    private static let secretParameters: Set<String> = [
        "access_token", "api-key", "api_key", "apikey", "assertion", "auth", "authorization", "awsaccesskeyid",
        "client_secret", "code", "code_verifier", "credential", "id_token", "jwt", "key", "nonce", "passwd", "password",
        "pwd", "refresh_token", "secret", "session", "session_id", "sessionid", "sid", "sig", "signature", "state",
        "token", "x-amz-credential", "x-amz-security-token", "x-amz-signature", "x-goog-credential", "x-goog-signature",
    ]

    /// A query without the values of secret parameters.
    static func query(_ query: Substring) -> String {
        guard query.utf8.contains(UInt8(ascii: "=")) else { return String(query) }
        var result = ""
        result.reserveCapacity(query.utf8.count)
        for parameter in query.split(separator: "&", omittingEmptySubsequences: false) {
            if parameter.startIndex != query.startIndex { result += "&" }
            guard let equals = parameter.utf8.firstIndex(of: UInt8(ascii: "=")) else {
                result += parameter
                continue
            }
            let name = parameter[..<equals]
            result += name
            result += "="
            result += isSecret(name) ? mark[...] : parameter[parameter.utf8.index(after: equals)...]
        }
        return result
    }

    /// An absolute URL without user name, password, secret parameters and fragment.
    static func url(_ url: String) -> String {
        var rest = url[...]
        if let hash = rest.utf8.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
        var query: Substring?
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = rest[rest.utf8.index(after: mark)...]
            rest = rest[..<mark]
        }
        var result = ""
        if let scheme = rest.firstRange(of: "://") {
            let authority = rest[scheme.upperBound...].prefix { $0 != "/" }
            if let at = authority.lastIndex(of: "@") {
                result = rest[..<scheme.upperBound] + "\(mark):\(mark)@"
                rest = rest[rest.index(after: at)...]
            }
        }
        result += rest
        if let query { result += "?" + Self.query(query) }
        return result
    }

    private static func isSecret(_ name: Substring) -> Bool {
        guard name.utf8.contains(UInt8(ascii: "%")) else { return secretParameters.contains(name.lowercased()) }
        // What can't be decoded can't be judged.
        guard let decoded = decodePercent(name) else { return true }
        return secretParameters.contains(decoded.lowercased())
    }

    private static func decodePercent(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let decoded = UInt8(Substring(rest.prefix(2)), radix: 16) else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
