import Testing

@testable import GatewayService

struct TrustedProxiesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var proxies = "10.0.0.0/8"
        var peer = "10.0.0.1"
        var forwardedFor: [String] = []
        let client: String
    }

    static let cases: [Case] = [
        Case(testDescription: "no proxy is trusted", proxies: "none", forwardedFor: ["192.0.2.1"], client: "10.0.0.1"),
        Case(
            testDescription: "the peer is no proxy", peer: "198.51.100.9", forwardedFor: ["192.0.2.1"],
            client: "198.51.100.9"),
        Case(testDescription: "a proxy says nothing", client: "10.0.0.1"),
        Case(testDescription: "a proxy names its client", forwardedFor: ["192.0.2.1"], client: "192.0.2.1"),
        Case(
            testDescription: "the client has forged an entry", forwardedFor: ["203.0.113.66, 192.0.2.1"],
            client: "192.0.2.1"),
        Case(
            testDescription: "the client has forged a trusted entry", forwardedFor: ["10.9.9.9, 192.0.2.1"],
            client: "192.0.2.1"),
        Case(
            testDescription: "the client has sent a field of its own", forwardedFor: ["203.0.113.66", "192.0.2.1"],
            client: "192.0.2.1"),
        Case(
            testDescription: "two proxies", forwardedFor: ["203.0.113.66, 192.0.2.1, 10.0.0.2"], client: "192.0.2.1"),
        Case(testDescription: "only proxies", forwardedFor: ["10.0.0.3, 10.0.0.2"], client: "10.0.0.3"),
        Case(testDescription: "an entry that is no address", forwardedFor: ["192.0.2.1, unknown"], client: "10.0.0.1"),
        Case(
            testDescription: "an entry that is no address before a proxy", forwardedFor: ["evil', 10.0.0.2"],
            client: "10.0.0.2"),
        Case(testDescription: "an empty entry", forwardedFor: ["192.0.2.1,"], client: "10.0.0.1"),
        Case(testDescription: "ports", forwardedFor: ["[2001:db8::1]:4711 , 10.0.0.2:80"], client: "2001:db8::1"),
        Case(
            testDescription: "more entries than are looked at",
            forwardedFor: ["192.0.2.1, " + Array(repeating: "10.0.0.2", count: 1000).joined(separator: ", ")],
            client: "10.0.0.2"),
        Case(
            testDescription: "names for networks", proxies: "loopback, private", peer: "127.0.0.1",
            forwardedFor: ["192.0.2.1, 172.16.3.4, fd00::1"], client: "192.0.2.1"),
    ]

    @Test(arguments: cases)
    func `given a request, when its client is looked for, then only what trusted proxies say counts`(_ given: Case)
        throws
    {
        let proxies = try #require(TrustedProxies(given.proxies))
        let peer = try #require(IPAddress(given.peer))
        #expect(proxies.client(of: peer, forwardedFor: given.forwardedFor).description == given.client)
    }

    @Test(arguments: ["10.0.0.0/8,", "a", "10.0.0.0/8;10.1.0.0/16", "none,loopback", "private network"])
    func `given a list with something else in it, when it is read, then nothing comes of it`(text: String) {
        #expect(TrustedProxies(text) == nil)
    }
}
