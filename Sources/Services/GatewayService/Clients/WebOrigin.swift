/// An origin as browsers write it: scheme, host and port (RFC 6454). The port that a scheme has anyway is left out.
public struct WebOrigin: Sendable, Hashable, CustomStringConvertible {
    /// `http` or `https`.
    public let scheme: String
    /// The host in lower case, with a port when it is not the scheme's own.
    public let authority: String

    /// Reads `https://app.example.com` or `http://localhost:5173`; nil for anything else, such as `null` or a URL with a path.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 300 else { return nil }
        let text = text.lowercased()
        let scheme = text.hasPrefix("https://") ? "https" : text.hasPrefix("http://") ? "http" : ""
        guard !scheme.isEmpty else { return nil }
        self.init(scheme: scheme, authority: text.dropFirst(scheme.utf8.count + "://".utf8.count))
    }

    /// An origin of a scheme and a host as the `Host` field has it; nil when that is none.
    init?(scheme: String, authority: some StringProtocol) {
        guard Self.isAuthority(authority) else { return nil }
        let ownPort = scheme == "https" ? ":443" : ":80"
        let authority = authority.lowercased()
        self.scheme = scheme
        self.authority = authority.hasSuffix(ownPort) ? String(authority.dropLast(ownPort.utf8.count)) : authority
    }

    /// `scheme://host:port`
    public var description: String { "\(scheme)://\(authority)" }

    /// Whether a text can be a host with or without a port: a name, an IPv4 address, or an IPv6 address in brackets.
    static func isAuthority(_ text: some StringProtocol) -> Bool {
        var rest = Substring(text)
        guard (1...260).contains(rest.utf8.count) else { return false }
        if rest.utf8.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: "]"), IPAddress(rest[..<end].dropFirst()) != nil else { return false }
            rest = rest[rest.index(after: end)...]
        } else {
            let host = rest.prefix { $0 != ":" }
            guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { return false }
            rest = rest[host.endIndex...]
        }
        guard !rest.isEmpty else { return true }
        let port = rest.dropFirst()
        return rest.first == ":" && port.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && UInt16(port) != nil
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
