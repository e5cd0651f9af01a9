import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import OAuthIssuer
import Synchronization
import TestSupport
import Testing

/// As much of a browser as a sign-in by a provider needs: it follows no redirect by itself, keeps cookies, and says of each
/// navigation whose page began it.
final class Browser: Sendable {
    /// What the page that sends the browser somewhere is to the place.
    enum Initiator: String {
        case ourPage = "same-origin"
        case sibling = "same-site"
        case otherSite = "cross-site"
        case person = "none"
    }

    private let gatewayURL: String
    private let jar = Mutex(CookieJar())

    init(gatewayURL: String) {
        self.gatewayURL = gatewayURL
    }

    var cookies: CookieJar {
        get { jar.withLock { $0 } }
        set { jar.withLock { $0 = newValue } }
    }

    /// The token of the session; nil when there is none.
    var session: String? { cookies["__Host-session"] }

    /// What the browser keeps during a sign-in.
    var secret: String? { cookies["__Host-signin"] }

    /// Goes to a place of our site.
    @discardableResult
    func open(
        _ target: String, from initiator: Initiator? = .ourPage, method: String = "GET",
        headers: [(String, String)] = []
    ) async throws -> Visit {
        var request = HTTPClientRequest(url: gatewayURL + target)
        request.method = .RAW(value: method)
        request.headers.add(contentsOf: headers)
        if let initiator { request.headers.add(name: "sec-fetch-site", value: initiator.rawValue) }
        if let cookies = cookies.field { request.headers.add(name: "cookie", value: cookies) }
        let visit = try await Visit.make(request)
        try jar.withLock { jar in
            for cookie in visit.setCookies { try jar.take(cookie) }
        }
        return visit
    }

    /// Signs up with a password.
    func register(email: String) async throws {
        let request = try JSONEncoder().encode(["email": email, "password": "a correct horse 9", "name": "Ada"])
        var registration = HTTPClientRequest(url: gatewayURL + "/auth/register")
        registration.method = .POST
        registration.headers.add(name: "content-type", value: "application/json")
        registration.headers.add(name: "sec-fetch-site", value: "same-origin")
        registration.body = .bytes(Array(request))
        let visit = try await Visit.make(registration)
        try #require(visit.status == 201)
        try jar.withLock { jar in
            for cookie in visit.setCookies { try jar.take(cookie) }
        }
    }

    /// Begins a sign-in, or the linking of a provider.
    func begin(
        _ provider: String, returnTo: String? = nil, link: Bool = false, from initiator: Initiator? = .ourPage
    ) async throws -> Visit {
        var query: [String] = []
        if link { query.append("link=true") }
        if let returnTo { query.append("return_to=\(returnTo.escaped)") }
        return try await open("/auth/\(provider)/login?\(query.joined(separator: "&"))", from: initiator)
    }

    /// Goes to the provider, agrees there as somebody, and tells where on our site the provider sends the browser then.
    func visitProvider(_ begun: Visit, _ person: IssuerChange) async throws -> String {
        let location = try #require(begun.location)
        try #require(begun.status == 303, "\(begun)")
        var request = HTTPClientRequest(url: location)
        request.headers.add(name: IssuerChange.field, value: try person.text)
        let answer = try await Visit.make(request)
        let callback = try #require(answer.location, "\(answer)")
        try #require(callback.hasPrefix(SignInStack.site + "/"), "\(callback)")
        return String(callback.dropFirst(SignInStack.site.count))
    }

    /// The whole way: the page that the sign-in ends at.
    @discardableResult
    func signIn(
        _ person: IssuerChange, at provider: String = "acme", returnTo: String? = nil, link: Bool = false
    ) async throws -> Visit {
        let begun = try await begin(provider, returnTo: returnTo, link: link)
        return try await open(visitProvider(begun, person), from: .otherSite)
    }

    /// The address of whoever is signed in; nil when nobody is.
    func signedInAs() async throws -> String? {
        let me = try await open("/user/me")
        guard me.status == 200 else {
            try #require(me.status == 401, "\(me)")
            return nil
        }
        return try me.field("email")
    }
}

extension String {
    /// The text as a parameter's value.
    fileprivate var escaped: String {
        utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                String(UnicodeScalar(byte))
            default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
            }
        }.joined()
    }
}
