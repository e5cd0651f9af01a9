import FoundationEssentials
import TestSupport
import Testing

/// The life of an entity over REST, with everything that keeps two clients, or one client twice, out of each other's way.
@Suite struct EntityLifecycleTests {
    private struct Entity: Decodable, Equatable {
        var id: String
        var name: String
        var etag: String
        var deleteTime: String?
    }

    private struct Page: Decodable {
        var entities: [Entity]
        var nextPageToken: String
    }

    private func read<Value: Decodable>(_ answer: Answer, as type: Value.Type = Value.self) throws -> Value {
        try answer.body.withUnsafeBufferPointer { try JSONDecoder().decode(type, from: Data(buffer: $0)) }
    }

    @Test
    func `given a user, when an entity is created, changed, deleted and restored, then each step says what holds`()
        async throws
    {
        let stack = try await CairnStack.shared
        let token = try await stack.newAccount().token
        func send(_ method: String, _ path: String, _ headers: [(String, String)] = [], json: String? = nil)
            async throws
            -> Answer
        {
            try await stack.send(method, path, token: token, headers: headers, json: json)
        }

        let key = ("idempotency-key", UUID().uuidString)
        let created = try await send("POST", "/entities", [key], json: #"{"name":"stone"}"#)
        #expect(created.status == 201)
        let entity: Entity = try read(created)
        #expect(created.headers["location"] == "/entities/\(entity.id)")
        #expect(created.headers["etag"] == "\"\(entity.etag)\"")
        let again = try await send("POST", "/entities", [key], json: #"{"name":"stone"}"#)
        #expect(again.status == 201 && again.body == created.body)
        #expect(try await send("POST", "/entities", [key], json: #"{"name":"boulder"}"#).status == 409)

        let path = "/entities/\(entity.id)"
        let etag = ("if-match", "\"\(entity.etag)\"")
        let changed = try await send("PATCH", path, [etag], json: #"{"name":"boulder"}"#)
        #expect(changed.status == 200)
        #expect(try await send("PATCH", path, [etag], json: #"{"name":"late"}"#).status == 412)
        #expect(try await send("DELETE", path, [etag]).status == 412)
        let current = try #require(changed.headers["etag"])
        #expect(try await send("GET", path, [("if-none-match", current)]).status == 304)

        #expect(try await send("DELETE", path, [("if-match", current)]).status == 204)
        #expect(try await send("GET", path).status == 404)
        let deleted = try await send("GET", "\(path)?showDeleted=true")
        #expect(deleted.status == 200)
        #expect(try read(deleted, as: Entity.self).deleteTime != nil)
        #expect(try await send("POST", "\(path):undelete").status == 200)
        #expect(try await send("POST", "\(path):undelete").status == 409)
        #expect(try read(try await send("GET", path), as: Entity.self).name == "boulder")
    }

    @Test func `given entities, when they are listed by filter and order, then pages hold what was asked for`()
        async throws
    {
        let stack = try await CairnStack.shared
        let token = try await stack.newAccount().token
        for name in ["pebble 1", "stone", "pebble 3", "pebble 2"] {
            let created = try await stack.send("POST", "/entities", token: token, json: #"{"name":"\#(name)"}"#)
            #expect(created.status == 201)
        }
        let query = "filter=name:pebble%20AND%20NOT%20name%20%3D%20gravel&orderBy=name%20desc&pageSize=2"
        let first: Page = try read(try await stack.send("GET", "/entities?\(query)", token: token))
        #expect(first.entities.map(\.name) == ["pebble 3", "pebble 2"])
        let second: Page = try read(
            try await stack.send("GET", "/entities?\(query)&pageToken=\(first.nextPageToken)", token: token))
        #expect(second.entities.map(\.name) == ["pebble 1"])
        #expect(second.nextPageToken.isEmpty)

        let elsewhere = try await stack.send(
            "GET", "/entities?pageToken=\(first.nextPageToken)", token: token)
        #expect(elsewhere.status == 400)
        #expect(try elsewhere.field("detail").contains("page_token"))
        let wrong = try await stack.send("GET", "/entities?filter=colour%3Dred", token: token)
        #expect(wrong.status == 400)
        #expect(try wrong.field("detail").contains("at character 1"))
    }
}
