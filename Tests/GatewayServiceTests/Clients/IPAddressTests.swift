import NIOCore
import TestSupport
import Testing

@testable import GatewayService

struct IPAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
        ("::1", "::1"), ("1::", "1::"), ("2001:db8::1", "2001:db8::1"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
        ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("64:ff9b::192.0.2.1", "64:ff9b::c000:201"), ("::1:2", "::1:2"),
    ])
    func `given an address, when it is read, then it is written in its shortest form`(text: String, form: String) throws
    {
        #expect(try #require(IPAddress(text)).description == form)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80", "0x7f.0.0.1",
        "1.2.3.-4", "1..2.3", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7::8",
        "12345::",
        "g::", "fe80::1%eth0", "[::1]", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "localhost",
        String(repeating: "0", count: 1000), "1:2:3:4:5:6:7:1.2.3.4",
    ])
    func `given a text that is no address, when it is read, then nothing comes of it`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("192.0.2.1:4711", "192.0.2.1"), ("[2001:db8::1]:443", "2001:db8::1"), ("[::1]", "::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("192.0.2.1", "192.0.2.1"),
    ])
    func `given an address with a port, when a proxy has written it, then the address is read`(
        text: String, form: String
    ) {
        #expect(IPAddress(forwarded: text)?.description == form)
    }

    @Test(arguments: ["unknown", "_hidden", "[::1", "", "[]:1", ":80"])
    func `given what names no address, when a proxy has written it, then nothing comes of it`(text: String) {
        #expect(IPAddress(forwarded: text) == nil)
    }

    /// Against the system's parser, which also knows forms with a zone.
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `given random texts, when they are read, then the system reads the same`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789abcf::::....")
        for _ in 0..<20000 {
            let text = String(
                (0..<Int.random(in: 1...16, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
            let system = (try? SocketAddress(ipAddress: text, port: 0)).flatMap(IPAddress.init)
            #expect(IPAddress(text) == system, "\(text)")
        }
    }

    @Test func `given addresses of one client, when they are counted, then IPv6 counts by its network`() throws {
        #expect(IPAddress("2001:db8::1")?.client == IPAddress("2001:db8::2")?.client)
        #expect(IPAddress("2001:db8::1")?.client != IPAddress("2001:db8:0:1::1")?.client)
        #expect(IPAddress("192.0.2.1")?.client != IPAddress("192.0.2.2")?.client)
    }
}
