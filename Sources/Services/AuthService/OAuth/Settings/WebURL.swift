import FoundationEssentials

/// An absolute URL that secrets may be sent to: HTTPS, or plain HTTP to this machine, for development and tests.
public struct WebURL: Sendable, Hashable, LosslessStringConvertible {
    static let maximumLength = 2048

    let text: String

    /// Scheme, host and port, as `Origin` shows them.
    let origin: String

    /// Reads a URL; nil for another scheme, and for one with a user or a fragment.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, text.utf8.allSatisfy({ 0x21...0x7e ~= $0 && $0 != 0x5c }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.password == nil,
            parts.fragment == nil, scheme == "https" || (scheme == "http" && Self.isLoopback(host))
        else { return nil }
        self.text = text
        let isDefault = parts.port == nil || parts.port == (scheme == "https" ? 443 : 80)
        origin = "\(scheme)://\(host)" + (isDefault ? "" : ":\(parts.port ?? 0)")
    }

    /// The URL.
    public var description: String { text }

    /// Adds a path to the end, with one slash between.
    func appending(_ path: String) -> String {
        (text.hasSuffix("/") ? String(text.dropLast()) : text) + "/" + path
    }

    private static func isLoopback(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
    }
}
