/// Host and port of a URL's authority or a Host header.
struct Authority {
    let host: String
    let port: Int?

    init(_ text: some StringProtocol) {
        if let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) {
            host = Self.withoutBrackets(String(text[..<colon]))
            self.port = Int(port)
        } else {
            host = Self.withoutBrackets(String(text))
            port = nil
        }
    }

    private static func withoutBrackets(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
