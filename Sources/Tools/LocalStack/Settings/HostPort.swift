/// An address to listen on or to call, written `HOST:PORT`.
public struct HostPort: Hashable, Sendable, CustomStringConvertible {
    /// A name or an IP address; an IPv6 address stands in brackets.
    public var host: String
    /// The TCP port.
    public var port: Int

    /// Reads `HOST:PORT`.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        let host = String(text[..<colon])
        guard !host.isEmpty, host.hasPrefix("[") == host.hasSuffix("]"), host.hasPrefix("[") || !host.contains(":")
        else { return nil }
        self.host = host
        self.port = Int(port)
    }

    /// `HOST:PORT`
    public var description: String { "\(host):\(port)" }

    /// Where a client on this machine reaches a server that listens here.
    public var reachable: String {
        switch host {
        case "0.0.0.0", "[::]": "127.0.0.1:\(port)"
        default: description
        }
    }
}
