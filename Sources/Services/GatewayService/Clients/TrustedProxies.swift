/// The proxies in front of the gateway whose `X-Forwarded-…` fields are believed. From all others those fields count for
/// nothing: a client can write into them what it likes.
public struct TrustedProxies: Sendable, Hashable {
    /// The most entries of `X-Forwarded-For` that are looked at.
    private static let hopLimit = 16

    private var networks: [IPNetwork]
    private let text: String

    /// No proxy is trusted: the client is whoever has connected.
    public static let none = TrustedProxies(networks: [], text: "none")

    private init(networks: [IPNetwork], text: String) {
        self.networks = networks
        self.text = text
    }

    /// Reads a list of networks, separated by commas; `loopback` and `private` stand for several. Nil for anything else.
    public init?(_ text: String) {
        if text == "none" {
            self = .none
            return
        }
        var networks: [IPNetwork] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            switch part.trimming(" ") {
            case "loopback": networks += IPNetwork.loopback
            case "private": networks += IPNetwork.local
            case let part:
                guard let network = IPNetwork(String(part)) else { return nil }
                networks.append(network)
            }
        }
        self.init(networks: networks, text: text)
    }

    var isEmpty: Bool { networks.isEmpty }

    func contains(_ address: IPAddress) -> Bool {
        networks.contains { $0.contains(address) }
    }

    /// The client behind `peer`, by the values of `X-Forwarded-For`.
    ///
    /// Each proxy appends whom it was called by, so the list is read from its end, for as long as it names proxies that are
    /// trusted. What a client has sent itself stands further to the front and is never reached.
    func client(of peer: IPAddress, forwardedFor values: [String]) -> IPAddress {
        guard contains(peer) else { return peer }
        var client = peer
        var hops = 0
        for value in values.reversed() {
            for entry in value.split(separator: ",", omittingEmptySubsequences: false).reversed() {
                hops += 1
                guard hops <= Self.hopLimit, let address = IPAddress(forwarded: entry.trimming(" \t")) else {
                    return client
                }
                client = address
                guard contains(address) else { return client }
            }
        }
        return client
    }
}

extension TrustedProxies: CustomStringConvertible {
    /// The list as it was given.
    public var description: String { text }
}
