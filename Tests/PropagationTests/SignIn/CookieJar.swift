import Testing

/// The cookies of one site, kept by the rules that browsers have for them.
struct CookieJar: Sendable {
    private(set) var cookies: [String: String] = [:]

    /// What goes into `Cookie`; nil without cookies.
    var field: String? {
        guard !cookies.isEmpty else { return nil }
        return cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
    }

    subscript(name: String) -> String? {
        get { cookies[name] }
        set { cookies[name] = newValue }
    }

    /// Takes a `Set-Cookie` field, if a browser would (RFC 6265bis, sections 4.1.3.2 and 5.7).
    mutating func take(_ field: String) throws {
        let parts = field.split(separator: ";").map { part in
            part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
        }
        let pair = try #require(parts.first)
        try #require(pair.count == 2)
        let attributes = Dictionary(
            parts.dropFirst().map { ($0[0].lowercased(), $0.count == 2 ? $0[1] : "") }, uniquingKeysWith: { $1 })
        if pair[0].hasPrefix("__Host-") {
            guard attributes["secure"] != nil, attributes["path"] == "/", attributes["domain"] == nil else { return }
        }
        let age = attributes["max-age"].flatMap { Int($0) }
        cookies[pair[0]] = age.map { $0 <= 0 } == true ? nil : pair[1]
    }
}
