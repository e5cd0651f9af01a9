import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Testing

/// Somebody who uses the app.
struct Person: Sendable {
    let name = "Ada Lovelace"
    let email = "\(UUID().uuidString.lowercased())@example.com"
    let password = "long and easy \(UUID().uuidString.prefix(8))"
}

extension Browser {
    /// Goes to a page by the header, and waits until it is there.
    func visit(_ page: String) async throws {
        try await press(page)
        try await arrives(at: page)
    }

    /// Signs out, and waits until that is done: it leads to the sign-in page, from wherever one has gone meanwhile.
    func signOut() async throws {
        try await press("Sign out")
        try await sees("You have signed out.")
        try await arrives(at: "Sign in")
    }

    /// Waits until a page is there. The browser tells of a new address a moment after a click, so the page before is
    /// still there then.
    private func arrives(at page: String) async throws {
        try await holds("document.title === '\(page) – Cairn'")
        try await seesNo("Loading…")
    }

    /// Makes an account by the app.
    func signUp(_ person: Person, at url: String) async throws {
        try await open(url + "/#/register")
        try await fill("Your name", with: person.name)
        try await fill("E-mail address", with: person.email)
        try await fill("Password", with: person.password)
        try await press("Create the account")
        try await sees("There is nothing here yet.")
    }

    /// Makes an entity by the app.
    func create(_ name: String, description: String = "") async throws {
        try await press("New entity")
        try await fill("Name", with: name)
        if !description.isEmpty { try await fill("Description", with: description) }
        try await press("Save")
        try await sees("has been created.")
    }
}

extension AppStack {
    /// Opens a session outside of the browser, and gives its token.
    func signIn(_ person: Person) async throws -> String {
        var request = HTTPClientRequest(url: url + "/auth/login")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "user-agent", value: "stone-counter/1.0")
        request.body = .bytes(
            ByteBuffer(string: #"{"email":"\#(person.email)","password":"\#(person.password)"}"#))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
        try #require(response.status == .ok, "\(text)")
        return try JSON(text: text)["token"].string
    }

    /// The status of a request with a token.
    func status(_ method: HTTPMethod = .GET, of path: String, token: String, body: String? = nil) async throws -> UInt {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        return try await HTTPClient.shared.execute(request, timeout: .seconds(30)).status.code
    }
}
