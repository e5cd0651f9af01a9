import FoundationEssentials
import Testing

/// Nobody is somebody else: by no token, and by no id.
@Suite struct ForgedIdentityTests {
    /// Tokens that are none, made of a session's, another one's, and an API token.
    private static let forgeries:
        [(name: String, forge: @Sendable (_ mine: String, _ other: String, _ api: String) -> String)] = [
            ("another's id with my secret", { mine, other, _ in "\(id(other)).\(secret(mine))" }),
            ("my id with another's secret", { mine, other, _ in "\(id(mine)).\(secret(other))" }),
            ("the id alone", { mine, _, _ in id(mine) }),
            ("the secret alone", { mine, _, _ in secret(mine) }),
            ("a secret cut short", { mine, _, _ in String(mine.dropLast()) }),
            ("a secret with more behind it", { mine, _, _ in mine + "A" }),
            ("the secret in other capitals", { mine, _, _ in "\(id(mine)).\(secret(mine).uppercased())" }),
            ("two tokens", { mine, other, _ in "\(mine).\(secret(other))" }),
            ("an API token without its prefix", { _, _, api in String(api.dropFirst("cairn_".count)) }),
            ("a session with an API token's prefix", { mine, _, _ in "cairn_\(mine)" }),
            ("an API token cut short", { _, _, api in String(api.dropLast()) }),
            ("a JSON web token that is signed by nobody", { _, _, _ in "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9." }),
        ]

    private static func id(_ token: String) -> String { String(token.prefix { $0 != "." }) }
    private static func secret(_ token: String) -> String { String(token.drop { $0 != "." }.dropFirst()) }

    @Test func `given valid tokens, when others are made of them, then each is 401 as a bearer token and as a cookie`()
        async throws
    {
        let stack = try await CairnStack.shared
        let (mine, other) = (try await stack.newAccount(), try await stack.newAccount())
        let created = try await stack.send(
            "POST", "/tokens", token: mine.token, json: #"{"name":"CI","scopes":["account"]}"#)
        let api = try created.field("secret")
        for token in [mine.token, other.token, api] {
            try #require(try await stack.send("GET", "/sessions", token: token).status == 200)
        }
        for forgery in Self.forgeries {
            let token = forgery.forge(mine.token, other.token, api)
            #expect(try await stack.send("GET", "/sessions", token: token).status == 401, "\(forgery.name)")
            let byCookie = try await stack.send("GET", "/sessions", headers: [("cookie", "__Host-session=\(token)")])
            #expect(byCookie.status == 401, "\(forgery.name) as a cookie")
        }
        for token in [mine.token, other.token, api] {
            #expect(try await stack.send("GET", "/sessions", token: token).status == 200)
        }
    }

    @Test func `given fields by which services tell each other who calls, when a client sends them, then 401`()
        async throws
    {
        let stack = try await CairnStack.shared
        let caller = try await stack.newAccount()
        let me = try await stack.send("GET", "/user/me", token: caller.token).field("id")
        let claims = [
            ("cairn-caller", me), ("x-user-id", me), ("x-forwarded-user", me), ("grpc-metadata-cairn-caller", me),
            ("authorization", "Basic \(me)"), ("x-original-url", "/auth/providers"),
        ]
        for claim in claims {
            #expect(try await stack.send("GET", "/user/me", headers: [claim]).status == 401, "\(claim)")
        }
    }

    @Test
    func `given the id of another's thing, when each route of one thing is called, then 404 and nothing has changed`()
        async throws
    {
        let stack = try await CairnStack.shared
        let document = try await APIDocument.read(from: stack)
        let (owner, stranger) = (try await stack.newCaller(), try await stack.newAccount())
        let created = try await stack.send(
            "POST", "/tokens", token: owner.token, json: #"{"name":"CI","scopes":["account"]}"#)
        let api = try created.field("secret")
        let tokenID = String(
            try #require(String(decoding: created.body, as: UTF8.self).firstMatch(of: /"id":"([^"]*)"/)?.1))
        let ids = ["/entities/": owner.entityID, "/sessions/": Self.id(owner.token), "/tokens/": tokenID]
        try #require(document.ofOneThing.count >= 6)

        for operation in document.ofOneThing {
            let id = try #require(ids.first { operation.path.hasPrefix($0.key) }?.value, "\(operation)")
            let answer = try await stack.send(
                operation.method, operation.path(id: id), token: stranger.token,
                json: try operation.json(["name": "mine now"]))
            #expect(answer.status == 404, "\(operation)")
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("stone"))
        }

        let entity = try await stack.send("GET", "/entities/\(owner.entityID)", token: owner.token)
        #expect(try entity.field("name") == "stone")
        #expect(try await stack.send("GET", "/tokens", token: api).status == 200)
    }
}
