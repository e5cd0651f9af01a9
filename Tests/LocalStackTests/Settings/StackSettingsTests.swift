import Testing

@testable import LocalStack

@Suite struct StackSettingsTests {
    @Test(
        arguments: [
            ("a name", "localhost:80", "localhost", 80), ("IPv4", "0.0.0.0:0", "0.0.0.0", 0),
            ("IPv6", "[::1]:65535", "[::1]", 65535),
            ("no port", "localhost", nil, nil), ("no host", ":80", nil, nil), ("too large a port", "a:65536", nil, nil),
            ("bare IPv6", "::1:80", nil, nil), ("half a bracket", "[::1:80", nil, nil), ("a sign", "a:-1", nil, nil),
        ] as [(String, String, String?, Int?)])
    func `given a text, when it is read as an address, then host and port come out or nothing`(
        name: String, text: String, host: String?, port: Int?
    ) {
        let address = HostPort(text)
        #expect(address?.host == host)
        #expect(address?.port == port)
    }

    @Test func `given no settings, when they are read, then every part has its documented address`() throws {
        let settings = try StackSettings(environment: [:])
        #expect(
            [.gateway, .auth, .dummy, .otlpHTTP, .query].map { (listener: StackSettings.Listener) in
                "\(settings[listener])"
            } == ["127.0.0.1:3000", "127.0.0.1:50051", "127.0.0.1:50052", "127.0.0.1:4318", "127.0.0.1:9318"])
        let ports = Set(StackSettings.Listener.allCases.map { settings[$0].port })
        #expect(ports.count == StackSettings.Listener.allCases.count)
    }

    @Test func `given port 0, when settings are read, then it is a free port, the same for all who ask`() throws {
        let settings = try StackSettings(environment: ["AUTH_ADDR": "127.0.0.1:0"])
        #expect(settings[.auth].port > 0)
        #expect(settings[.auth] == settings[.auth])
    }

    @Test func `given an address that is none, when settings are read, then the error names variable and value`() {
        let error = #expect(throws: LocalStackError.self) { try StackSettings(environment: ["DUMMY_ADDR": "here"]) }
        #expect(error?.message == "DUMMY_ADDR is 'here', which is not HOST:PORT.")
    }

    @Test func `given a server on all addresses, when others call it, then they use the loopback address`() {
        #expect(HostPort("0.0.0.0:3000")?.reachable == "127.0.0.1:3000")
        #expect(HostPort("10.0.0.1:3000")?.reachable == "10.0.0.1:3000")
    }

    @Test func `given no key for callers, when settings are read, then each run has one of its own`() throws {
        let keys = try (0..<2).map { _ in
            try StackSettings(environment: ["CALLER_TOKEN_KEY": ""]).environment["CALLER_TOKEN_KEY", default: ""]
        }
        #expect(keys.allSatisfy { $0.utf8.count == 64 })
        #expect(keys[0] != keys[1])
    }

    @Test func `given a key for callers, when settings are read, then the parts get it`() throws {
        let settings = try StackSettings(environment: ["CALLER_TOKEN_KEY": "given"])
        #expect(settings.environment == ["CALLER_TOKEN_KEY": "given"])
    }

    @Test(
        arguments: [
            ("127.0.0.1:3000", nil, "http://127.0.0.1:3000"), ("localhost:3001", "", "http://localhost:3001"),
            ("0.0.0.0:3000", nil, "http://127.0.0.1:3000"), ("[::1]:3000", nil, "http://[::1]:3000"),
            ("10.0.0.1:3000", nil, nil), ("127.0.0.1.example.com:80", nil, nil),
            ("127.0.0.1:3000", "https://cairn.example.com", "https://cairn.example.com"),
        ] as [(String, String?, String?)])
    func `given a gateway, when sign-ins come back from providers, then they come to the host that people are told`(
        gateway: String, given: String?, expected: String?
    ) throws {
        var environment = ["GATEWAY_ADDR": gateway]
        environment["PUBLIC_URL"] = given
        #expect(try StackSettings(environment: environment).publicURL == expected)
    }
}
