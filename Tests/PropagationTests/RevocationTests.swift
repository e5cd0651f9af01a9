import TestSupport
import Testing

/// A session that is ended is ended at once, however long the gateway believes sessions.
@Suite struct RevocationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let method: String
        let path: String
        /// The body, for the caller's password.
        var json: @Sendable (String) -> String? = { _ in nil }
        /// Whether the session that has made the request goes on.
        let goesOn: Bool
    }

    static let cases = [
        Case(testDescription: "logging out", method: "POST", path: "/logout", json: { _ in "{}" }, goesOn: false),
        Case(testDescription: "ending all others", method: "DELETE", path: "/sessions?keep_current=true", goesOn: true),
        Case(testDescription: "ending all", method: "DELETE", path: "/sessions", goesOn: false),
        Case(
            testDescription: "another password", method: "POST", path: "/auth/password",
            json: { #"{"currentPassword":"\#($0)","newPassword":"another horse 9 staples"}"# }, goesOn: false),
    ]

    @Test(arguments: cases)
    func `given sessions that are believed for an hour, when they are ended, then they are not believed any more`(
        _ given: Case
    ) async throws {
        try await CairnStack.with(.init(gateway: ["GATEWAY_SESSION_CACHE": "1h"])) { stack in
            let caller = try await stack.newAccount()
            let login = try await stack.send(
                "POST", "/auth/login", json: #"{"email":"\#(caller.email)","password":"\#(caller.password)"}"#)
            let other = try login.field("token")
            for token in [caller.token, other] {
                #expect(try await stack.send("GET", "/entities", token: token).status == 200)
            }

            let ended = try await stack.send(
                given.method, given.path, token: caller.token, json: given.json(caller.password))
            #expect((200..<300).contains(ended.status), "\(String(decoding: ended.body, as: UTF8.self))")

            let own = try await stack.send("GET", "/entities", token: caller.token).status
            let others = try await stack.send("GET", "/entities", token: other).status
            #expect(own == (given.goesOn ? 200 : 401))
            #expect(others == (given.path == "/logout" ? 200 : 401))
        }
    }
}
