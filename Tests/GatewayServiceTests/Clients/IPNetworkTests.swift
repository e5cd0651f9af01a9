import Testing

@testable import GatewayService

struct IPNetworkTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.1", "192.0.2.1", true),
        ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "192.0.2.1", true), ("0.0.0.0/0", "::1", false),
        ("::/0", "192.0.2.1", true), ("::/0", "::1", true), ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false), ("10.1.2.3/8", "10.9.9.9", true),
        ("::ffff:10.0.0.0/104", "10.2.3.4", true),
        ("fc00::/7", "fdff::1", true), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
    ])
    func `given a network, when an address is looked for in it, then its first bits decide`(
        network: String, address: String, isInside: Bool
    ) throws {
        #expect(try #require(IPNetwork(network)).contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: [
        "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "/8", "", "10/8", "10.0.0.0/+8", "a",
    ])
    func `given a text that is no network, when it is read, then nothing comes of it`(text: String) {
        #expect(IPNetwork(text) == nil)
    }
}
