import Testing

@testable import AuthService

struct ClientNetworkTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", true), ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ("2001:DB8::1", "2001:db8:0:0:5::", true), ("::ffff:192.0.2.7", "192.0.2.7", true),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", false), ("::1", "127.0.0.1", false),
    ])
    func `given two addresses, when they are compared, then only what stays the same counts`(
        one: String, other: String, isSame: Bool
    ) throws {
        let networks = (try #require(ClientNetwork(one)), try #require(ClientNetwork(other)))
        #expect((networks.0 == networks.1) == isSame)
    }

    @Test(arguments: ["", "unknown", "192.0.2", "192.0.2.7:80", "[::1]", "2001:db8::1%eth0"])
    func `given a text that is no address, when it is read, then it is nowhere`(text: String) {
        #expect(ClientNetwork(text) == nil)
    }
}
