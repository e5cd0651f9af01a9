import Testing

/// Cross-site request forgery, for every route that changes something.
@Suite struct CrossSiteTests {
    /// What browsers send along with a request that another site's page makes.
    private static let foreign: [[(String, String)]] = [
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
        [("origin", "https://evil.example")],
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site"), ("origin", "http://evil.localhost")],
        [("origin", "null"), ("sec-fetch-site", "cross-site")],
    ]

    @Test
    func
        `given a signed-in browser, when another site's page calls each unsafe route, then 403 and nothing has changed`()
        async throws
    {
        let stack = try await CairnStack.shared
        let document = try await APIDocument.read(from: stack)
        let caller = try await stack.newCaller()
        let cookie = ("cookie", "__Host-session=\(caller.token)")
        let token = try await stack.send(
            "POST", "/tokens", token: caller.token, json: #"{"name":"CI","scopes":["account"]}"#)
        let read = ["/entities", "/entities/\(caller.entityID)", "/tokens", "/user/me"]
        let before = try await Self.answers(of: stack, to: read, cookie)
        let sessionID = String(try #require(caller.token.split(separator: ".").first))
        let tokenID = String(
            try #require(String(decoding: token.body, as: UTF8.self).firstMatch(of: /"id":"([^"]*)"/)?.1))
        let ids = ["entities": caller.entityID, "sessions": sessionID, "tokens": tokenID]
        let values = [
            "email": "cross-\(sessionID)@example.com", "password": "correct horse of another site",
            "currentPassword": caller.password, "newPassword": "correct horse of another site",
        ]
        try #require(document.unsafe.count >= 12)

        for operation in document.unsafe {
            let id = ids.first { operation.path.hasPrefix("/\($0.key)/") }?.value
            let path = id.map { operation.path(id: $0) } ?? operation.path()
            for headers in Self.foreign {
                let answer = try await stack.send(
                    operation.method, path, headers: headers + [cookie], json: try operation.json(values))
                #expect(answer.status == 403, "\(operation) with \(headers)")
            }
            // Our own page is not refused: its request gets as far as the session, which is none.
            let own = try await stack.send(
                operation.method, path,
                headers: [
                    ("origin", stack.gatewayURL), ("sec-fetch-site", "same-origin"), ("cookie", "__Host-session=a.b"),
                ],
                json: operation.needsSession ? try operation.json(values) : "{")
            #expect(own.status == (operation.needsSession ? 401 : 400), "\(operation) of our own page")
        }

        #expect(try await Self.answers(of: stack, to: read, cookie) == before)
        // Neither has the password changed, nor an account been made.
        let login = #"{"email":"\#(caller.email)","password":"\#(caller.password)"}"#
        #expect(try await stack.send("POST", "/auth/login", json: login).status == 200)
        let made = #"{"email":"cross-\#(sessionID)@example.com","password":"correct horse of another site"}"#
        #expect(try await stack.send("POST", "/auth/login", json: made).status == 401)
    }

    private static func answers(
        of stack: CairnStack, to paths: [String], _ cookie: (String, String)
    ) async throws -> [String] {
        var answers: [String] = []
        for path in paths {
            let answer = try await stack.send("GET", path, headers: [cookie])
            #expect(answer.status == 200, "\(path)")
            let body = String(decoding: answer.body, as: UTF8.self)
            // That a token or a session was used is no change.
            answers.append(body.replacing(/"lastUseTime":[^,}]*/, with: ""))
        }
        return answers
    }
}
