import HTTPTypes
import HummingbirdTesting
import NIOCore
import SwiftProtobuf
import Testing

/// The description of the API, for programs and for people.
struct DocsTests {
    @Test(arguments: [
        ("/openapi.json", "application/json"), ("/docs", "text/html; charset=utf-8"),
        ("/docs/docs.css", "text/css; charset=utf-8"), ("/docs/docs.js", "text/javascript; charset=utf-8"),
    ])
    func `given nobody is signed in, when the docs are read, then they are there, and again only if they have changed`(
        path: String, type: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let response = try await gateway.send(.get, path)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == type)
            #expect(response.body.readableBytes > 500)
            let tag = try #require(response.headers[.eTag])
            let again = try await gateway.send(.get, path, headers: [.ifNoneMatch: tag])
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
            #expect(try await gateway.send(.get, path, headers: [.ifNoneMatch: "\"other\""]).status == .ok)
        }
    }

    @Test func `given the document, when it is read, then it has the routes and nothing that is internal`() async throws
    {
        try await RunningGateway.with { gateway in
            let document = try await gateway.send(.get, "/openapi.json").json.fields
            #expect(document["openapi"] == "3.1.0")
            let paths = try #require(document["paths"]?.structValue.fields)
            #expect(paths["/entities/{id}"]?.structValue.fields.keys.sorted() == ["delete", "get", "patch"])
            #expect(paths["/entities/{id}:undelete"] != nil)
            #expect(paths["/auth/login"] != nil)
            let operations = paths.values.flatMap { $0.structValue.fields.values }
            let methods = operations.compactMap { $0.structValue.fields["x-grpc-method"]?.stringValue }
            #expect(!methods.contains { $0.hasSuffix("/ValidateSession") || $0.hasSuffix("/GetUser") })
        }
    }

    @Test func `given the page, when a browser shows it, then it may load nothing but ours`() async throws {
        try await RunningGateway.with { gateway in
            let page = try await gateway.send(.get, "/docs")
            let policy = try #require(page.headers[.contentSecurityPolicy])
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            #expect(!page.text.contains("<style") && !page.text.contains("style=") && !page.text.contains("://"))
        }
    }
}
