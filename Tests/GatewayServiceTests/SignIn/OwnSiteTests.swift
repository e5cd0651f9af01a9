import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import GatewayService

/// Whose page has sent a browser here.
struct OwnSiteTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var site: String?
        var referrer: String?
        var origins: [String] = []
        /// The scheme and host that the browser has called.
        var called: (scheme: String?, authority: String?) = (nil, "example.com")
        let isOurs: Bool
    }

    static let cases = [
        Case(testDescription: "a page of ours", site: "same-origin", isOurs: true),
        Case(testDescription: "the person", site: "none", isOurs: true),
        Case(testDescription: "another site", site: "cross-site", referrer: "https://example.com/", isOurs: false),
        Case(testDescription: "a sibling", site: "same-site", referrer: "https://example.com/", isOurs: false),
        Case(testDescription: "a word of nobody", site: "trusted", isOurs: false),
        Case(testDescription: "nothing", isOurs: false),
        Case(testDescription: "the host that is called", referrer: "https://example.com/a?b#c", isOurs: true),
        Case(testDescription: "the same without a path", referrer: "https://example.com", isOurs: true),
        Case(testDescription: "the same with its port", referrer: "https://EXAMPLE.com:443/", isOurs: true),
        Case(testDescription: "another port", referrer: "https://example.com:8443/", isOurs: false),
        Case(testDescription: "a host that goes on", referrer: "https://example.com.evil.example/", isOurs: false),
        Case(
            testDescription: "a user before another host", referrer: "https://example.com@evil.example/", isOurs: false),
        Case(
            testDescription: "a host in the query", referrer: "https://evil.example?https://example.com/", isOurs: false
        ),
        Case(testDescription: "no address", referrer: "example.com", isOurs: false),
        Case(
            testDescription: "plain HTTP, where HTTPS is called", referrer: "http://example.com/",
            called: ("https", "example.com"), isOurs: false),
        Case(testDescription: "an unknown host", referrer: "https://example.com/", called: (nil, nil), isOurs: false),
        Case(
            testDescription: "a public origin", referrer: "https://example.com/a", origins: ["https://example.com"],
            called: (nil, "10.0.0.1:3000"), isOurs: true),
        Case(
            testDescription: "the host that is called, beside a public origin", referrer: "http://10.0.0.1:3000/",
            origins: ["https://example.com"], called: (nil, "10.0.0.1:3000"), isOurs: false),
    ]

    @Test(arguments: cases)
    func `given a navigation, when it is looked at, then it is ours only when the browser says so`(_ given: Case) throws
    {
        var headers = HTTPFields()
        headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = given.site
        headers[.referer] = given.referrer
        let request = Request(
            head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
        let site = OwnSite(publicOrigins: given.origins.compactMap { WebOrigin($0) })
        var called = RequestOrigin.unknown
        (called.scheme, called.authority) = given.called
        #expect(site.isOrigin(ofNavigation: request, called) == given.isOurs)
    }
}
