import HTTPTypes
import Testing

@testable import GatewayService

struct RequestOriginTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var peer = "10.0.0.1"
        var host: String? = "api.example.com"
        var fields: HTTPFields = [:]
        var publicOrigins: [String] = []
        let scheme: String?
        let authority: String?
    }

    static let cases: [Case] = [
        Case(testDescription: "nothing tells the scheme", scheme: nil, authority: "api.example.com"),
        Case(
            testDescription: "a proxy tells both",
            fields: [.xForwardedProto: "https", .xForwardedHost: "www.example.com"], scheme: "https",
            authority: "www.example.com"),
        Case(
            testDescription: "somebody else tells both", peer: "192.0.2.1",
            fields: [.xForwardedProto: "https", .xForwardedHost: "www.example.com"], scheme: nil,
            authority: "api.example.com"),
        Case(
            testDescription: "the client has told the proxy something else",
            fields: [.xForwardedProto: "https, http", .xForwardedHost: "evil.example, www.example.com"], scheme: "http",
            authority: "www.example.com"),
        Case(
            testDescription: "a scheme that is none", fields: [.xForwardedProto: "javascript"], scheme: nil,
            authority: "api.example.com"),
        Case(
            testDescription: "a host that is none", fields: [.xForwardedHost: "a/b"], scheme: nil, authority: nil),
        Case(testDescription: "no host", host: nil, scheme: nil, authority: nil),
        Case(testDescription: "a host with a path", peer: "192.0.2.1", host: "a/b", scheme: nil, authority: nil),
        Case(
            testDescription: "the host of a public origin", peer: "192.0.2.1",
            publicOrigins: ["https://api.example.com"], scheme: "https", authority: "api.example.com"),
        Case(
            testDescription: "the host of two public origins", peer: "192.0.2.1",
            publicOrigins: ["https://api.example.com", "http://api.example.com"], scheme: nil,
            authority: "api.example.com"),
        Case(
            testDescription: "another host than that of the public origin", peer: "192.0.2.1", host: "localhost:3000",
            publicOrigins: ["https://api.example.com"], scheme: nil, authority: "localhost:3000"),
    ]

    @Test(arguments: cases)
    func `given a request, when its scheme and host are looked for, then only what can be believed counts`(
        _ given: Case
    ) throws {
        let origin = RequestOrigin(
            HTTPRequest(method: .get, scheme: "http", authority: given.host, path: "/", headerFields: given.fields),
            peer: IPAddress(given.peer), proxies: try #require(TrustedProxies("10.0.0.0/8")),
            publicOrigins: given.publicOrigins.compactMap { WebOrigin($0) })
        #expect(origin.scheme == given.scheme)
        #expect(origin.authority == given.authority)
    }
}
