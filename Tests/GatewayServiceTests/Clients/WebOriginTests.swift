import Testing

@testable import GatewayService

struct WebOriginTests {
    @Test(arguments: [
        ("https://example.com", "https://example.com"), ("HTTPS://Example.COM", "https://example.com"),
        ("https://example.com:443", "https://example.com"), ("http://example.com:80", "http://example.com"),
        ("http://example.com:443", "http://example.com:443"), ("http://localhost:5173", "http://localhost:5173"),
        ("http://[::1]:3000", "http://[::1]:3000"), ("http://192.0.2.1", "http://192.0.2.1"),
    ])
    func `given an origin, when it is read, then equal ones are equal`(text: String, form: String) throws {
        #expect(try #require(WebOrigin(text)).description == form)
        #expect(WebOrigin(text) == WebOrigin(form))
    }

    @Test(arguments: [
        "null", "", "example.com", "//example.com", "ftp://example.com", "https://", "https://example.com/",
        "https://example.com/path", "https://user@example.com", "https://example.com?", "https://example.com#",
        "https://exa mple.com", "https://example.com:", "https://example.com:port", "https://example.com:65536",
        "https://example.com, https://example.org", "https://[::1", "https://[example]", "https://example.com\r\nX: y",
        "https://*.example.com", "*", "https://" + String(repeating: "a", count: 300),
    ])
    func `given a text that is no origin, when it is read, then nothing comes of it`(text: String) {
        #expect(WebOrigin(text) == nil)
    }
}
