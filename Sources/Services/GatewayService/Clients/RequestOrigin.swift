import HTTPTypes

/// Where a request comes from and what it was sent to, as far as it can be believed.
struct RequestOrigin: Sendable {
    /// The client; nil when the connection has no IP address.
    var client: IPAddress?
    /// Whether a trusted proxy has sent it.
    var isFromTrustedProxy: Bool
    /// `http` or `https`, as the client has used it; nil when nothing tells.
    var scheme: String?
    /// The host and port that the client has called; nil when there is none, or it can't be one.
    var authority: String?

    /// Nothing is known.
    static let unknown = RequestOrigin(client: nil, isFromTrustedProxy: false, scheme: nil, authority: nil)

    /// Whether the client has certainly used HTTPS.
    var isSecure: Bool { scheme == "https" }
}

extension RequestOrigin {
    /// What a request tells.
    ///
    /// - Parameters:
    ///   - peer: Who has connected.
    ///   - publicOrigins: The gateway's own. A request that was sent to the host of an HTTPS one has come over HTTPS.
    init(_ head: HTTPRequest, peer: IPAddress?, proxies: TrustedProxies, publicOrigins: [WebOrigin]) {
        isFromTrustedProxy = peer.map(proxies.contains) ?? false
        client = peer
        authority = head.authority
        guard isFromTrustedProxy, let peer else {
            if let authority, !WebOrigin.isAuthority(authority) { self.authority = nil }
            scheme = Self.scheme(of: authority, in: publicOrigins)
            return
        }
        let fields = head.headerFields
        client = proxies.client(of: peer, forwardedFor: fields[values: .xForwardedFor])
        if let host = Self.last(fields[values: .xForwardedHost]) { authority = String(host) }
        if let authority, !WebOrigin.isAuthority(authority) { self.authority = nil }
        scheme =
            switch Self.last(fields[values: .xForwardedProto])?.lowercased() {
            case "https": "https"
            case "http": "http"
            default: Self.scheme(of: authority, in: publicOrigins)
            }
    }

    /// What the nearest proxy has written; those before it, or the client, have written what stands further in front.
    private static func last(_ values: [String]) -> Substring? {
        values.last?.split(separator: ",", omittingEmptySubsequences: false).last?.trimming(" \t")
    }

    private static func scheme(of authority: String?, in origins: [WebOrigin]) -> String? {
        guard let authority else { return nil }
        let matching = origins.filter { WebOrigin(scheme: $0.scheme, authority: authority) == $0 }
        return matching.count == 1 ? matching[0].scheme : nil
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let xForwardedHost = HTTPField.Name("X-Forwarded-Host")!
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
