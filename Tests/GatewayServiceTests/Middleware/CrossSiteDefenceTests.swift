import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import GatewayService

/// Cross-site request forgery.
struct CrossSiteDefenceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var method = HTTPRequest.Method.post
        var headers: HTTPFields = [:]
        var origins: [String] = []
        var cors = CORSConfiguration()
        /// The scheme and host that the client has called.
        var called: (scheme: String?, authority: String?) = (nil, "api.example.com")
        let isAllowed: Bool
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
    private static let cookie: HTTPField = HTTPField(name: .cookie, value: "__Host-session=a.b")

    private static func from(_ origin: String?, _ site: String? = nil, hasCookie: Bool = true) -> HTTPFields {
        var headers = HTTPFields(hasCookie ? [cookie] : [])
        headers[.origin] = origin
        headers[fetchSite] = site
        return headers
    }

    private static let ours = "https://api.example.com"
    private static let allowed = CORSConfiguration(origins: .only([WebOrigin("https://app.example.com")!]))

    static let cases: [Case] = [
        Case(testDescription: "a client that is no browser", headers: from(nil), isAllowed: true),
        Case(testDescription: "a page of ours", headers: from(ours, "same-origin"), isAllowed: true),
        Case(testDescription: "the visitor himself", headers: from(nil, "none"), isAllowed: true),
        Case(testDescription: "another site", headers: from("https://evil.example", "cross-site"), isAllowed: false),
        Case(
            testDescription: "another site, without a cookie", headers: from("https://evil.example", hasCookie: false),
            isAllowed: false),
        Case(testDescription: "a sibling", headers: from("https://evil.example.com", "same-site"), isAllowed: false),
        Case(testDescription: "a site that hides its origin", headers: from("null", "cross-site"), isAllowed: false),
        Case(testDescription: "an older browser, our page", headers: from(ours), isAllowed: true),
        Case(
            testDescription: "an older browser, another site", headers: from("https://evil.example"), isAllowed: false),
        Case(testDescription: "an older browser that hides the origin", headers: from("null"), isAllowed: false),
        Case(
            testDescription: "an older browser, another port", headers: from(ours + ":8443"), isAllowed: false),
        Case(
            testDescription: "a site and no origin", headers: from(nil, "cross-site"), isAllowed: false),
        Case(testDescription: "a value that nobody knows", headers: from(ours, "same-planet"), isAllowed: false),
        Case(
            testDescription: "a plain page beside the secure one", headers: from("http://api.example.com"),
            called: ("https", "api.example.com"), isAllowed: false),
        Case(
            testDescription: "no host to compare with", headers: from(ours), called: (nil, nil), isAllowed: false),
        Case(
            testDescription: "a configured origin behind another host", headers: from("https://www.example.com"),
            origins: ["https://www.example.com"], called: (nil, "gateway:3000"), isAllowed: true),
        Case(
            testDescription: "the host, while other origins are configured", headers: from("http://gateway:3000"),
            origins: ["https://www.example.com"], called: (nil, "gateway:3000"), isAllowed: false),
        Case(
            testDescription: "an origin of the CORS list", headers: from("https://app.example.com", "same-site"),
            cors: allowed, isAllowed: true),
        Case(
            testDescription: "an origin that is not on the list", headers: from("https://evil.example", "cross-site"),
            cors: allowed, isAllowed: false),
        Case(
            testDescription: "any origin, with a cookie", headers: from("https://evil.example", "cross-site"),
            cors: CORSConfiguration(origins: .any), isAllowed: false),
        Case(
            testDescription: "any origin, without a cookie",
            headers: from("https://other.example", "cross-site", hasCookie: false),
            cors: CORSConfiguration(origins: .any), isAllowed: true),
        Case(
            testDescription: "a bearer token",
            headers: from("https://evil.example", "cross-site") + [
                HTTPField(name: .authorization, value: "Bearer a.b")
            ],
            isAllowed: true),
        Case(
            testDescription: "a password that browsers add",
            headers: from("https://evil.example", "cross-site") + [
                HTTPField(name: .authorization, value: "Basic YTpi")
            ],
            isAllowed: false),
        Case(
            testDescription: "reading", method: .get, headers: from("https://evil.example", "cross-site"),
            isAllowed: true),
        Case(
            testDescription: "deleting", method: .delete, headers: from("https://evil.example", "cross-site"),
            isAllowed: false),
        Case(
            testDescription: "changing", method: .patch, headers: from("https://evil.example", "cross-site"),
            isAllowed: false),
    ]

    @Test(arguments: cases)
    func `given a request, when a page of another site could have made it, then it is refused`(_ given: Case)
        async throws
    {
        let (scheme, authority) = given.called
        let middleware = CrossSiteDefence<GatewayContext>(
            publicOrigins: given.origins.compactMap { WebOrigin($0) }, cors: given.cors,
            cookie: SessionCookie(isSecure: true)
        ) { _ in RequestOrigin(client: nil, isFromTrustedProxy: false, scheme: scheme, authority: authority) }
        let response = try await MiddlewareRouter.send(given.method, headers: given.headers, through: middleware)
        #expect(response.status == (given.isAllowed ? .ok : .forbidden))
        if !given.isAllowed { try expectProblem(response, 403) }
    }
}

extension HTTPFields {
    fileprivate static func + (left: HTTPFields, right: [HTTPField]) -> HTTPFields {
        var fields = left
        fields.append(contentsOf: right)
        return fields
    }
}
