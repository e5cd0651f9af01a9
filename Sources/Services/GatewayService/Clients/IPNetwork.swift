/// A range of addresses that share their first bits: `10.0.0.0/8`, `2001:db8::/32`.
struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    let prefix: IPAddress
    /// How many of the 128 bits are shared.
    let length: Int

    private init(prefix: IPAddress, length: Int) {
        self.prefix = prefix.masked(to: length)
        self.length = length
    }

    /// Reads an address with a length; an address alone is a network of one. Nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let prefix = IPAddress(parts[0]) else { return nil }
        let bits = prefix.isV4 && !parts[0].contains(":") ? 32 : 128
        var length = bits
        if parts.count == 2 {
            guard parts[1].utf8.count <= 3, parts[1].allSatisfy(\.isNumber), let given = Int(parts[1]), given <= bits
            else { return nil }
            length = given
        }
        self.init(prefix: prefix, length: length + 128 - bits)
    }

    /// Whether an address lies in it.
    func contains(_ address: IPAddress) -> Bool {
        address.masked(to: length) == prefix
    }

    /// An address and a length.
    var description: String {
        prefix.isV4 && length >= 96 ? "\(prefix)/\(length - 96)" : "\(prefix)/\(length)"
    }

    /// This machine.
    static let loopback = ["127.0.0.0/8", "::1/128"].compactMap { IPNetwork($0) }

    /// The networks of RFC 1918 and RFC 4193, which are not routed on the internet, and ``loopback``.
    static let local =
        loopback + ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].compactMap { IPNetwork($0) }
}
