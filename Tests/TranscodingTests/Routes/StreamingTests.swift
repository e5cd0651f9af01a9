import GRPCCore
import GRPCNIOTransportHTTP2Posix
import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@testable import Transcoding

/// Streams of messages, from a real gRPC server over real connections.
struct StreamingTests {
    @Test(
        arguments: [
            (nil, "application/x-ndjson", "{\"result\":{\"removed\":\"0\"}}\n{\"result\":{\"removed\":\"1\"}}\n"),
            ("text/event-stream", "text/event-stream", "data: {\"removed\":\"0\"}\n\ndata: {\"removed\":\"1\"}\n\n"),
            (
                "text/html, text/event-stream;q=0.9", "text/event-stream",
                "data: {\"removed\":\"0\"}\n\ndata: {\"removed\":\"1\"}\n\n"
            ),
        ] as [(String?, String, String)])
    func `given a stream, when it is read, then each message is a line or an event`(
        accept: String?, type: String, text: String
    ) async throws {
        try await withLibrary(StreamingService(count: 2)) { library in
            var headers = HTTPFields()
            headers[.accept] = accept
            let response = try await library.send(.get, "/v1/shelves/s:watch", headers: headers)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == type)
            #expect(response.text == text)
        }
    }

    @Test func `given a stream that fails later, when it is read, then the last line is the problem`() async throws {
        try await withLibrary(StreamingService(count: 1, failure: .dataLoss)) { library in
            let lines = try await library.send(.get, "/v1/shelves/s:watch")
            let parts = lines.text.split(separator: "\n")
            #expect(parts.count == 2)
            #expect(parts.first == #"{"result":{"removed":"0"}}"#)
            #expect(parts.last?.hasPrefix(#"{"error":{"type":"about:blank","title":"Internal Server Error""#) == true)
            #expect(!lines.text.contains("secret"))

            let events = try await library.send(.get, "/v1/shelves/s:watch", headers: [.accept: "text/event-stream"])
            #expect(events.text.contains("\n\nevent: error\ndata: {\"type\":\"about:blank\""))
        }
    }

    @Test func `given a stream that is refused, when it is asked, then the status says so`() async throws {
        try await withLibrary(StreamingService(refusal: .notFound)) { library in
            let response = try await library.send(.get, "/v1/shelves/s:watch")
            #expect(response.status == .notFound)
            #expect(response.detail == "no such shelf")
        }
    }

    @Test func `given a long stream, when it is read, then all of it arrives in its order`() async throws {
        try await withLibrary(StreamingService(count: 3000)) { library in
            let response = try await library.send(.get, "/v1/shelves/s:watch?from_start=true")
            let lines = response.text.split(separator: "\n")
            #expect(lines.count == 3000)
            #expect(lines.last == #"{"result":{"removed":"2999"}}"#)
        }
    }

    @Test func `given a call without a stream, when it is made over real connections, then it is answered`()
        async throws
    {
        try await withLibrary(StreamingService()) { library in
            let response = try await library.send(.get, "/v1/books/1")
            #expect(response.status == .ok)
            #expect(try response.json.fields["name"] == "1")
        }
    }

    @Test func `given an answer that nobody reads on, when it is thrown away, then the call ends`() async throws {
        let hasEnded = Mutex(false)
        try await begin { handle in
            defer { hasEnded.withLock { $0 = true } }
            let (stream, source) = AsyncThrowingStream<
                StreamingClientResponse<Cairn_Test_V1_ShelfEvent>.Contents.BodyPart, any Error
            >.makeStream()
            source.yield(.message(.init()))
            try await handle(
                StreamingClientResponse(
                    accepted: .success(.init(metadata: [:], bodyParts: RPCAsyncSequence(wrapping: stream)))))
        }
        try await eventually("the end of the call") { hasEnded.withLock { $0 } }
    }

    private func begin(
        _ call:
            @escaping @Sendable (
                @escaping @Sendable (StreamingClientResponse<Cairn_Test_V1_ShelfEvent>) async throws -> Void
            ) async throws -> Void
    ) async throws {
        let running = RunningCall<Cairn_Test_V1_WatchShelfRequest, Cairn_Test_V1_ShelfEvent>(
            .init(), [:], call: { _, _, handle in try await call(handle) }, around: { try await $0() })
        #expect(try await running.first() != nil)
    }

    private func withLibrary(
        _ service: StreamingService, _ body: @escaping @Sendable (TestLibrary) async throws -> Void
    ) async throws {
        try await withGRPCServer(
            transport: .http2NIOPosix(address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
            services: [service]
        ) { server in
            let port = try await server.listeningAddress?.ipv4?.port ?? 0
            try await withGRPCClient(
                transport: .http2NIOPosix(
                    target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext)
            ) { client in
                try await TestLibrary.with(Library.Client(wrapping: client), body)
            }
        }
    }
}

/// A library that only knows how to tell news.
struct StreamingService: Library.SimpleServiceProtocol {
    var count = 0
    var failure: RPCError.Code?
    var refusal: RPCError.Code?

    func watchShelf(
        request: Cairn_Test_V1_WatchShelfRequest, response: RPCWriter<Cairn_Test_V1_ShelfEvent>, context: ServerContext
    ) async throws {
        if let refusal { throw RPCError(code: refusal, message: "no such shelf") }
        for index in 0..<count { try await response.write(.with { $0.removed = "\(index)" }) }
        if let failure { throw RPCError(code: failure, message: "a secret") }
    }

    func getBook(request: Cairn_Test_V1_GetBookRequest, context: ServerContext) -> Cairn_Test_V1_Book {
        .with { $0.name = request.name }
    }

    func listBooks(
        request: Cairn_Test_V1_ListBooksRequest, context: ServerContext
    ) throws -> Cairn_Test_V1_ListBooksResponse { throw unused }

    func createBook(
        request: Cairn_Test_V1_CreateBookRequest, context: ServerContext
    ) throws -> Cairn_Test_V1_CreateBookResponse { throw unused }

    func updateBook(request: Cairn_Test_V1_UpdateBookRequest, context: ServerContext) throws -> Cairn_Test_V1_Book {
        throw unused
    }

    func deleteBook(
        request: Cairn_Test_V1_DeleteBookRequest, context: ServerContext
    ) throws -> Google_Protobuf_Empty { throw unused }

    func undeleteBook(request: Cairn_Test_V1_GetBookRequest, context: ServerContext) throws -> Cairn_Test_V1_Book {
        throw unused
    }

    func setTags(
        request: Cairn_Test_V1_SetTagsRequest, context: ServerContext
    ) throws -> Cairn_Test_V1_SetTagsResponse { throw unused }

    func readFile(
        request: Cairn_Test_V1_ReadFileRequest, context: ServerContext
    ) throws -> Cairn_Test_V1_ReadFileResponse { throw unused }

    func lockShelf(
        request: Cairn_Test_V1_WatchShelfRequest, context: ServerContext
    ) throws -> Google_Protobuf_Empty { throw unused }

    func echo(request: Cairn_Test_V1_Everything, context: ServerContext) throws -> Cairn_Test_V1_Everything {
        throw unused
    }

    func hidden(request: Google_Protobuf_Empty, context: ServerContext) throws -> Google_Protobuf_Empty {
        throw unused
    }

    func addBooks(
        request: RPCAsyncSequence<Cairn_Test_V1_Book, any Error>, context: ServerContext
    ) throws -> Google_Protobuf_Empty { throw unused }

    private var unused: RPCError { RPCError(code: .unimplemented, message: "not used by these tests") }
}
