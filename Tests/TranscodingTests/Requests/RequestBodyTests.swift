import HTTPTypes
import Hummingbird
import Interceptors
import NIOCore
import ServiceKit
import Testing

@testable import Transcoding

struct RequestBodyTests {
    private static let maximumSize = 1 << 20

    @Test(
        arguments: [
            ("plain", "application/json", 200), ("in UTF-8", "application/json; charset=utf-8", 200),
            ("in capitals", "Application/JSON;charset=\"UTF-8\"", 200),
            ("a form", "application/x-www-form-urlencoded", 415),
            ("text", "text/plain", 415), ("another encoding", "application/json; charset=latin1", 415),
            ("nonsense", "json", 415),
            ("none", nil, 415),
        ] as [(String, String?, Int)])
    func `given a media type, when the body is read, then only JSON in UTF-8 is`(
        _: String, type: String?, status: Int
    ) async throws {
        var headers = HTTPFields()
        headers[.contentType] = type
        #expect(try await read(chunks: ["{}"], headers: headers) == status)
    }

    @Test(
        arguments: [
            ("nothing at all", nil, [], 200), ("nothing, in a part", nil, [""], 200), ("something", nil, ["{}"], 415),
            ("an empty body that is said to be JSON", "application/json", [], 400),
        ] as [(String, String?, [String], Int)])
    func `given no body, when there need not be one, then it stands for an empty message`(
        _: String, type: String?, chunks: [String], status: Int
    ) async throws {
        var headers = HTTPFields()
        headers[.contentType] = type
        #expect(try await read(chunks: chunks, headers: headers, isOptional: true) == status)
        #expect(try await read(chunks: chunks, headers: headers) == (type == nil ? 415 : status))
    }

    @Test(arguments: [("gzip", 415), ("identity", 200)])
    func `given a content encoding, when the body is read, then only the plain one is`(
        encoding: String, status: Int
    ) async throws {
        let headers: HTTPFields = [.contentType: "application/json", .contentEncoding: encoding]
        #expect(try await read(chunks: ["{}"], headers: headers) == status)
    }

    @Test(arguments: [
        ("as large as allowed", maximumSize, 200), ("one byte larger", maximumSize + 1, 413),
        ("much larger", 4 * maximumSize, 413),
    ])
    func `given a body without a length, when it is read, then no more than the limit is`(
        _: String, size: Int, status: Int
    ) async throws {
        let start = #"{"name":""#
        let rest = String(repeating: "a", count: size - start.utf8.count - 2) + "\"}"
        #expect(try await read(chunks: [start, rest]) == status)
    }

    @Test func `given a length over the limit, when the body is read, then 413 comes before the body`() async throws {
        let headers: HTTPFields = [.contentType: "application/json", .contentLength: "\(Self.maximumSize + 1)"]
        #expect(try await read(chunks: [], headers: headers) == 413)
    }

    @Test func `given a body that never ends, when the deadline passes, then 408`() async throws {
        let (stream, source) = AsyncStream<ByteBuffer>.makeStream()
        source.yield(ByteBuffer(string: "{}"))
        let status = try await Deadline.$current.withValue(Deadline(after: .milliseconds(50))) {
            try await read(RequestBody(asyncSequence: stream), headers: [.contentType: "application/json"])
        }
        #expect(status == 408)
        source.finish()
    }

    private func read(
        chunks: [String], headers: HTTPFields = [.contentType: "application/json"], isOptional: Bool = false
    ) async throws -> Int {
        let (stream, source) = AsyncStream<ByteBuffer>.makeStream()
        for chunk in chunks { source.yield(ByteBuffer(string: chunk)) }
        source.finish()
        return try await read(RequestBody(asyncSequence: stream), headers: headers, isOptional: isOptional)
    }

    private func read(_ body: RequestBody, headers: HTTPFields, isOptional: Bool = false) async throws -> Int {
        let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/", headerFields: headers)
        do {
            _ = try await Cairn_Test_V1_GetBookRequest(
                body: Request(head: head, body: body), maximumSize: Self.maximumSize, isOptional: isOptional)
            return 200
        } catch let problem as Problem {
            return problem.status.code
        }
    }
}
