import FoundationEssentials
import Testing

/// A session that somebody has planted in a browser is not the one that its user gets.
@Suite struct SessionFixationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The planted token, made of the attacker's own.
        let plant: @Sendable (_ attackers: String) -> String
        /// Whether the planted token opens the attacker's account, as it did before.
        let isAttackers: Bool
    }

    static let cases = [
        Case(testDescription: "the attacker's own session", plant: { $0 }, isAttackers: true),
        Case(
            testDescription: "a session that never was",
            plant: { _ in "\(UUID().uuidString.lowercased()).\(String(repeating: "A", count: 43))" }, isAttackers: false
        ),
        Case(
            testDescription: "the attacker's session with another secret",
            plant: { "\($0.prefix { $0 != "." }).\(String(repeating: "A", count: 43))" }, isAttackers: false),
    ]

    @Test(arguments: cases, ["/auth/login", "/auth/register"])
    func
        `given a planted cookie, when its victim signs in, then the session is a new one and the planted one no better`(
            _ given: Case, route: String
        ) async throws
    {
        let stack = try await CairnStack.shared
        let attacker = try await stack.newAccount()
        let planted = given.plant(attacker.token)
        let (email, password) = ("\(UUID().uuidString.lowercased())@example.com", "correct horse \(UUID().uuidString)")
        let account = #"{"email":"\#(email)","password":"\#(password)","name":"Victim"}"#
        let credentials = #"{"email":"\#(email)","password":"\#(password)"}"#
        if route == "/auth/login" { _ = try await stack.send("POST", "/auth/register", json: account) }

        let signedIn = try await stack.send(
            "POST", route, headers: [("cookie", "__Host-session=\(planted)"), ("sec-fetch-site", "same-origin")],
            json: route == "/auth/login" ? credentials : account)

        let cookie = try SetCookie(try #require(signedIn.headers["set-cookie"]))
        #expect(cookie.value != planted)
        #expect(cookie.value.split(separator: ".").first != planted.split(separator: ".").first)
        let own = try await stack.send("GET", "/user/me", headers: [("cookie", "__Host-session=\(cookie.value)")])
        #expect(try own.field("email") == email)
        let attackers = try await stack.send("GET", "/user/me", headers: [("cookie", "__Host-session=\(planted)")])
        #expect(attackers.status == (given.isAttackers ? 200 : 401))
        if given.isAttackers { #expect(try attackers.field("email") == attacker.email) }
    }

    @Test
    func `given a session that somebody else knows, when its user changes the password, then it is worth nothing`()
        async throws
    {
        let stack = try await CairnStack.shared
        let victim = try await stack.newAccount()
        let changed = try await stack.send(
            "POST", "/auth/password",
            headers: [("cookie", "__Host-session=\(victim.token)"), ("sec-fetch-site", "same-origin")],
            json: #"{"currentPassword":"\#(victim.password)","newPassword":"\#(victim.password) again"}"#)
        let cookie = try SetCookie(try #require(changed.headers["set-cookie"]))
        #expect(cookie.value.split(separator: ".").first != victim.token.split(separator: ".").first)
        #expect(try await stack.send("GET", "/user/me", token: victim.token).status == 401)
        #expect(try await stack.send("GET", "/user/me", token: cookie.value).status == 200)
    }
}
