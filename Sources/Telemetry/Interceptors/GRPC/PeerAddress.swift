/// Host and port of grpc-swift's peer descriptions: `ipv4:127.0.0.1:50051`, `ipv6:[::1]:50051`, `unix:/path`.
struct PeerAddress {
    let host: String
    let port: Int?

    init?(_ peer: String) {
        guard let colon = peer.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let rest = peer[peer.utf8.index(after: colon)...]
        switch peer[..<colon] {
        case "ipv4", "ipv6":
            let authority = Authority(rest)
            host = authority.host
            port = authority.port
        case "unix":
            host = String(rest)
            port = nil
        default: return nil
        }
    }
}
