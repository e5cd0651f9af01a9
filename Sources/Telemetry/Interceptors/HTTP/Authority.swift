/// Host and port of a URL's authority or a Host header.
struct Authority {
    let host: String
    let port: Int?

    init(_ text: Substring) {
        let bytes = text.utf8
        let colon = bytes.lastIndex(of: UInt8(ascii: ":"))
        port = colon.flatMap { UInt16(text[bytes.index(after: $0)...]) }.map(Int.init)
        var host = port == nil ? text : text[..<(colon ?? text.endIndex)]
        if host.utf8.first == UInt8(ascii: "["), host.utf8.last == UInt8(ascii: "]"), host.utf8.count > 1 {
            host = host[host.utf8.index(after: host.startIndex)..<host.utf8.index(before: host.endIndex)]
        }
        self.host = String(host)
    }
}
