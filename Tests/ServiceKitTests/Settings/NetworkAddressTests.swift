import ServiceKit
import Testing

@Suite struct NetworkAddressTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let text: String
        let host: String?
        var port = 0
        var written: String?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "address and port", text: "127.0.0.1:50051", host: "127.0.0.1", port: 50051),
        Case(name: "name and port", text: "auth:50051", host: "auth", port: 50051),
        Case(name: "a port of the system's choice", text: "127.0.0.1:0", host: "127.0.0.1", port: 0),
        Case(name: "IPv6 in brackets", text: "[::1]:3000", host: "::1", port: 3000),
        Case(
            name: "no host means every interface", text: ":3000", host: "0.0.0.0", port: 3000, written: "0.0.0.0:3000"),
        Case(name: "the greatest port", text: "h:65535", host: "h", port: 65535),
        Case(name: "port too great", text: "h:65536", host: nil),
        Case(name: "negative port", text: "h:-1", host: nil),
        Case(name: "signed port", text: "h:+80", host: nil),
        Case(name: "no port", text: "localhost", host: nil),
        Case(name: "empty port", text: "localhost:", host: nil),
        Case(name: "IPv6 without brackets", text: "::1:3000", host: nil),
        Case(name: "empty brackets", text: "[]:3000", host: nil),
        Case(name: "a URL", text: "http://localhost:3000", host: nil),
        Case(name: "white space", text: "local host:1", host: nil),
        Case(name: "nothing", text: "", host: nil),
    ])
    func `reads host and port`(_ given: Case) {
        let address = NetworkAddress(given.text)
        #expect(address?.host == given.host)
        if given.host != nil {
            #expect(address?.port == given.port)
            #expect(address?.description == given.written ?? given.text)
        }
    }

    @Test(
        arguments: [
            ("127.0.0.1", true), ("127.9.9.9", true), ("localhost", true), ("::1", true), ("0.0.0.0", false),
            ("::", false), ("10.0.0.1", false), ("127.0.0.1.example.test", false), ("128.0.0.1", false), ("127", false),
        ] as [(String, Bool)])
    func `only what this machine alone can reach is loopback`(host: String, isLoopback: Bool) {
        #expect(NetworkAddress(host: host, port: 1).isLoopback == isLoopback)
    }
}
