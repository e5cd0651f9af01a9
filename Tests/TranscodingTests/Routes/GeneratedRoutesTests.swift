import GRPCCore
import HTTPTypes
import HummingbirdTesting
import PathTemplates
import SwiftProtobuf
import Synchronization
import Testing

@testable import Transcoding

/// What the generated routes of `everything.proto` make of requests, and of answers.
struct GeneratedRoutesTests {
    private typealias Book = Cairn_Test_V1_Book

    private static let book = Book.with {
        $0.name = "shelves/1/books/2"
        $0.title = "Stones"
        $0.etag = "7"
    }

    private static func mock() -> Library.Mock {
        var answers = Library.Mock.Answers()
        answers.getBook = { _ in book }
        answers.updateBook = { _ in book }
        answers.undeleteBook = { _ in book }
        answers.createBook = { _ in .with { $0.book = book } }
        answers.deleteBook = { _ in .init() }
        answers.lockShelf = { _ in .init() }
        answers.setTags = { request in .with { $0.tags = request.tags } }
        answers.readFile = { _ in .init() }
        return Library.Mock(answers)
    }

    @Test(arguments: [
        ("/v1/shelves/1/books/2", "shelves/1/books/2", "/v1/{name=shelves/*/books/*}"),
        ("/v1/shelves/1/books/a%2Fb%20c", "shelves/1/books/a%2Fb c", "/v1/{name=shelves/*/books/*}"),
        ("/v1/books/a%2Fb", "a/b", "/v1/books/{name}"),
    ])
    func `given a resource name in the path, when it is read, then the service is asked for it`(
        path: String, name: String, route: String
    ) async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, path, token: nil)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "application/json")
            #expect(HTTPField.Name.route.flatMap { response.headers[$0] } == route)
        }
        #expect(mock.requests.getBook.map(\.name) == [name])
    }

    @Test func `given an answer, when it is written, then every field is there and its tag is a field of the head`()
        async throws
    {
        try await TestLibrary.with(Self.mock()) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, "/v1/shelves/1/books/2")
            #expect(response.headers[.eTag] == "\"7\"")
            #expect(
                response.text == """
                    {"name":"shelves/1/books/2","title":"Stones","state":"STATE_UNSPECIFIED","createTime":null,\
                    "authors":[],"copies":{},"etag":"7","note":null,"original":null}
                    """)
        }
    }

    @Test(arguments: [
        ("the same tag", "\"7\"", 304), ("one of several", "\"6\", W/\"7\"", 304), ("any", "*", 304),
        ("another tag", "\"8\"", 200), ("no quotes", "7", 200),
    ])
    func `given a version that a client knows, when it is read, then only a new one is sent`(
        _: String, known: String, status: Int
    ) async throws {
        try await TestLibrary.with(Self.mock()) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, "/v1/shelves/1/books/2", headers: [.ifNoneMatch: known])
            #expect(response.status.code == status)
            #expect(response.headers[.eTag] == "\"7\"")
            #expect(response.text.isEmpty == (status == 304))
        }
    }

    @Test func `given a whole body, when it is posted, then path, head and body make the message`() async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let response = try await library.send(
                .post, "/v1/shelves/a%20b/books",
                json: #"{"title":"Stones","authors":[{"full_name":"Ada","pseudonyms":["A","B"]}]}"#,
                headers: [key: "k1"])
            #expect(response.status == .created)
            #expect(response.headers[.location] == "/v1/shelves/1/books/2")
            #expect(response.headers[.setCookie] == "user=ada")
            #expect(try response.json.fields["title"]?.stringValue == "Stones")
        }
        #expect(
            mock.requests.createBook == [
                .with {
                    $0.shelf = "a b"
                    $0.title = "Stones"
                    $0.idempotencyKey = "k1"
                    $0.authors = [
                        .with {
                            $0.fullName = "Ada"
                            $0.pseudonyms = ["A", "B"]
                        }
                    ]
                }
            ])
    }

    @Test(arguments: [
        ("a field of the head", #"{"title":"a","idempotencyKey":"k"}"#, "Field 'idempotencyKey'", "header"),
        ("another shelf than the path's", #"{"title":"a","shelf":"2"}"#, "Field 'shelf'", "path"),
    ])
    func `given a body with what stands elsewhere, when it is posted, then 400 says where`(
        _: String, json: String, field: String, place: String
    ) async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(.post, "/v1/shelves/1/books", json: json)
            #expect(response.status == .badRequest)
            #expect(response.detail == "\(field): it is given by the \(place); leave it out of the body.")
        }
        #expect(mock.requests.createBook.isEmpty)
    }

    @Test func `given the path's own value in the body too, when it is posted, then it is taken`() async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let json = #"{"title":"a","shelf":"1"}"#
            #expect(try await library.send(.post, "/v1/shelves/1/books", json: json).status == .created)
        }
        #expect(mock.requests.createBook.map(\.shelf) == ["1"])
    }

    @Test func `given a body that is one message, when it is patched, then query, head and path complete it`()
        async throws
    {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(
                .patch, "/v1/shelves/1/books/2?update_mask=title,create_time,original.title", json: #"{"title":"New"}"#,
                headers: [.ifMatch: "\"7\""])
            #expect(response.status == .ok)
        }
        #expect(
            mock.requests.updateBook == [
                .with {
                    $0.book.name = "shelves/1/books/2"
                    $0.book.title = "New"
                    $0.updateMask.paths = ["title", "create_time", "original.title"]
                    $0.etag = "7"
                }
            ])
    }

    @Test(arguments: [
        ("list", #"["a","b"]"#, 200, #"["a","b"]"#), ("empty list", "[]", 200, "[]"),
        ("an object", #"{"tags":["a"]}"#, 400, nil), ("more than one member", #"["a"],"id":"2""#, 400, nil),
        ("nothing", "", 400, nil),
    ])
    func `given a body that is a list, when it is put, then it is the field's value`(
        _: String, json: String, status: Int, answer: String?
    ) async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(.put, "/v1/books/5/tags", json: json)
            #expect(response.status.code == status, "\(response.text)")
            if let answer { #expect(response.text == answer) }
        }
        #expect(mock.requests.setTags.map(\.id) == (status == 200 ? [5] : []))
    }

    @Test(arguments: [
        ("DELETE", HTTPRequest.Method.delete, "/v1/shelves/1/books/2?force=true", 204),
        ("a verb", .post, "/v1/shelves/1/books/2:undelete", 200), ("a rest", .get, "/v1/files/a/b/c.txt", 200),
        ("HEAD", .head, "/v1/books/1", 200),
    ])
    func `given other methods and paths, when they are asked, then they reach their method`(
        _: String, method: HTTPRequest.Method, path: String, status: Int
    ) async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(method, path)
            #expect(response.status.code == status)
            if status == 204 || method == .head { #expect(response.text.isEmpty) }
            #expect(library.hooks.calls.withLock { $0.count } == 1)
        }
        #expect(mock.requests.deleteBook.map(\.force) == (method == .delete ? [true] : []))
    }

    @Test func `given a method of its own, when it is asked, then it is routed`() async throws {
        let lock = try #require(HTTPRequest.Method(rawValue: "LOCK"))
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            #expect(try await library.send(lock, "/v1/shelves/9").status == .noContent)
            let other = try await library.send(.get, "/v1/shelves/9")
            #expect(other.status == .methodNotAllowed)
            #expect(other.headers[.allow] == "LOCK")
        }
        #expect(mock.requests.lockShelf.map(\.shelf) == ["9"])
    }

    @Test(arguments: [
        (HTTPRequest.Method.put, "/v1/shelves/1/books/2", "GET, HEAD, PATCH, DELETE"),
        (.get, "/v1/shelves/1/books/2:undelete", "POST"), (.post, "/v1/files/a", "GET, HEAD"),
        (.head, "/v1/shelves/1:watch", "GET"), (.options, "/v1/echo", "POST, GET, HEAD"),
    ])
    func `given a method that a path does not offer, when it is asked, then 405 names the others`(
        method: HTTPRequest.Method, path: String, allow: String
    ) async throws {
        try await TestLibrary.with(Self.mock()) { (library: TestLibrary) async throws in
            let response = try await library.send(method, path)
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == allow)
            #expect(library.hooks.calls.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: [
        "/", "/v1", "/v1/shelves/1/books/", "/v1/shelves//books/1", "/v2/books/1", "/v1/hidden",
        "/cairn.test.v1.Library/Hidden",
    ])
    func `given a path that nobody has, when it is asked, then 404`(path: String) async throws {
        try await TestLibrary.with(Self.mock()) { (library: TestLibrary) async throws in
            #expect(try await library.send(.get, path).status == .notFound)
        }
    }

    @Test func `given no session, when routes are asked, then only those for everybody answer`() async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            for route in Library.Routes.all where route.access == .session {
                let path = route.template.description.replacing(/\{[^}]*=([^}]*)\}/) { $0.1 }
                    .replacing(/\{[^}]*\}/, with: "1").replacing("**", with: "1").replacing("*", with: "1")
                let response = try await library.send(route.method, path, json: "not even JSON", token: nil)
                #expect(response.status == .unauthorized, "\(route.method) \(path)")
            }
            #expect(try await library.send(.put, "/v1/books/1/tags", json: "[]", token: nil).status == .ok)
            #expect(try await library.send(.put, "/v1/books/1/tags", json: "[]", token: "x").status == .unauthorized)
            #expect(library.hooks.calls.withLock { $0 } == [Library.Routes.setTags])
        }
    }

    @Test(arguments: [
        (RPCError.Code.notFound, "no such book", 404, "no such book"),
        (.internalError, "SELECT broke", 500, "The server could not do this because of an error of its own."),
    ])
    func `given the service fails, when it is asked, then the status is that of its code`(
        code: RPCError.Code, message: String, status: Int, detail: String
    ) async throws {
        let mock = Self.mock()
        mock.answers.getBook = { _ in throw RPCError(code: code, message: message) }
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, "/v1/books/1")
            #expect(response.status.code == status)
            #expect(response.detail == detail)
        }
    }

    @Test func `given a mock without an answer, when it is called, then it is unimplemented`() async throws {
        await #expect {
            try await Library.Mock().getBook(.init())
        } throws: { error in
            (error as? RPCError)?.code == .unimplemented
        }
    }

    @Test func `given route tables, when they are read as data, then they say who may call and what may be repeated`() {
        #expect(Library.Routes.getBook.access == .everybody)
        #expect(Library.Routes.listBooks.scopes == ["books:read"])
        #expect(Library.Routes.createBook.status == .created)
        #expect(Library.Routes.deleteBook.status == .noContent)
        #expect(Library.Routes.updateBook.isIdempotent && Library.Routes.getBook2.isIdempotent)
        #expect(!Library.Routes.echo.isIdempotent && Library.Routes.echo2.isIdempotent)
        #expect(Library.Routes.watchShelf.isStreaming)
        #expect(Library.Routes.setTags.rpc.fullyQualifiedMethod == "cairn.test.v1.Library/SetTags")
        #expect(!Library.Routes.all.contains { $0.rpc.method == "Hidden" || $0.rpc.method == "AddBooks" })
    }
}
