import TestSupport
import Testing

/// Requests whose end is not where it seems: what a proxy in front takes for a body must not be answered as a request.
@Suite struct SmugglingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The fields of the first request that say how long its body is.
        let fields: String
        /// What comes between the head and the hidden request.
        var body = ""
        var version = "HTTP/1.1"
    }

    static let cases = [
        Case(
            testDescription: "a length and chunks", fields: "Content-Length: 5\r\nTransfer-Encoding: chunked",
            body: "0\r\n\r\n"),
        Case(
            testDescription: "chunks and a length", fields: "Transfer-Encoding: chunked\r\nContent-Length: 5",
            body: "0\r\n\r\n"),
        Case(testDescription: "two lengths", fields: "Content-Length: 0\r\nContent-Length: 5"),
        Case(testDescription: "two lengths in one field", fields: "Content-Length: 0, 5"),
        Case(testDescription: "the same length twice", fields: "Content-Length: 0\r\nContent-Length: 0"),
        Case(testDescription: "a signed length", fields: "Content-Length: +0"),
        Case(testDescription: "a negative length", fields: "Content-Length: -1"),
        Case(testDescription: "a hexadecimal length", fields: "Content-Length: 0x0"),
        Case(testDescription: "a length that no number holds", fields: "Content-Length: 99999999999999999999999"),
        Case(testDescription: "a length with a space inside", fields: "Content-Length: 0 0"),
        Case(testDescription: "an unknown encoding", fields: "Transfer-Encoding: xchunked", body: "0\r\n\r\n"),
        Case(
            testDescription: "chunks that are not last", fields: "Transfer-Encoding: chunked, identity",
            body: "0\r\n\r\n"),
        Case(
            testDescription: "an encoding that hides behind another",
            fields: "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", body: "0\r\n\r\n"),
        Case(
            testDescription: "a control character before chunked", fields: "Transfer-Encoding: \u{b}chunked",
            body: "0\r\n\r\n"),
        Case(testDescription: "a space before the colon", fields: "Transfer-Encoding : chunked", body: "0\r\n\r\n"),
        Case(testDescription: "a folded encoding", fields: "Transfer-Encoding:\r\n chunked", body: "0\r\n\r\n"),
        Case(testDescription: "a folded field", fields: "X-Folded: a\r\n\tContent-Length: 5"),
        Case(
            testDescription: "a line feed alone in the head", fields: "X-Line: a\nTransfer-Encoding: chunked",
            body: "0\r\n\r\n"),
        Case(
            testDescription: "a carriage return alone in the head", fields: "X-Line: a\rTransfer-Encoding: chunked",
            body: "0\r\n\r\n"),
        Case(testDescription: "a NUL in a field", fields: "X-Line: a\0b\r\nContent-Length: 0"),
        Case(testDescription: "a negative chunk", fields: chunked, body: "-1\r\n\r\n0\r\n\r\n"),
        Case(testDescription: "a hexadecimal prefix", fields: chunked, body: "0x0\r\n\r\n"),
        Case(
            testDescription: "a chunk's size that no number holds", fields: chunked, body: "10000000000000000\r\n\r\n"),
        Case(testDescription: "a space before a chunk's size", fields: chunked, body: " 0\r\n\r\n"),
        Case(testDescription: "a chunk without a size", fields: chunked, body: ";a=b\r\n\r\n"),
        Case(testDescription: "a chunk longer than it says", fields: chunked, body: "2\r\n{}}\r\n0\r\n\r\n"),
        Case(testDescription: "a line feed alone after a chunk's size", fields: chunked, body: "2\n{}\r\n0\r\n\r\n"),
        Case(testDescription: "a line feed alone after a chunk", fields: chunked, body: "2\r\n{}\n0\r\n\r\n"),
        Case(
            testDescription: "a line feed alone in a chunk's extension", fields: chunked,
            body: "2;a\nb\r\n{}\r\n0\r\n\r\n"),
        Case(
            testDescription: "chunks in HTTP/1.0", fields: "Connection: keep-alive\r\n\(chunked)", body: "0\r\n\r\n",
            version: "HTTP/1.0"),
    ]
    private static let chunked = "Transfer-Encoding: chunked"

    /// A request that would succeed, and whose answer nothing else is like.
    private static func hidden(_ token: String) -> String {
        "GET /user/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\r\n"
    }

    private static func first(_ given: Case) -> String {
        "POST /logout \(given.version)\r\nHost: a\r\nContent-Type: application/json\r\n\(given.fields)\r\n\r\n\(given.body)"
    }

    @Test(arguments: cases)
    func `given a body whose end can be understood in two ways, when a request follows, then it is not answered`(
        _ given: Case
    ) async throws {
        let stack = try await CairnStack.shared
        let caller = try await stack.newAccount()
        let port = try #require(stack.gateway.listeners.first).port
        let received = try await RawConnection.with(port: port) { connection in
            await connection.send(Self.first(given) + Self.hidden(caller.token))
            return try await connection.readToEnd()
        }
        #expect(received.hasPrefix("HTTP/1.1 400 "), "\(received)")
        #expect(received.ranges(of: "HTTP/1.1 ").count == 1)
        #expect(!received.contains(caller.email))
    }

    @Test(arguments: [
        Case(testDescription: "chunks", fields: chunked, body: "2\r\n{}\r\n0\r\n\r\n"),
        Case(testDescription: "chunks with an extension", fields: chunked, body: "2;a=b\r\n{}\r\n0\r\n\r\n"),
        Case(testDescription: "a length", fields: "Content-Length: 2", body: "{}"),
    ])
    func `given a body whose end is clear, when a request follows, then both are answered`(_ given: Case) async throws {
        let stack = try await CairnStack.shared
        let caller = try await stack.newAccount()
        let port = try #require(stack.gateway.listeners.first).port
        try await RawConnection.with(port: port) { connection in
            await connection.send(Self.first(given) + Self.hidden(caller.token))
            let received = try await connection.read(until: caller.email)
            #expect(received.hasPrefix("HTTP/1.1 204 "))
            #expect(received.ranges(of: "HTTP/1.1 ").count == 2)
        }
    }

    @Test
    func
        `given a chunked body that grows, when it is larger than a body may be, then 413 and the connection is closed`()
        async throws
    {
        let stack = try await CairnStack.shared
        let port = try #require(stack.gateway.listeners.first).port
        let received = try await RawConnection.with(port: port) { connection in
            await connection.send(
                "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\(Self.chunked)\r\n\r\n")
            let chunk = "10000\r\n\(String(repeating: " ", count: 0x10000))\r\n"
            for _ in 0..<40 where !connection.isClosed { await connection.send(chunk) }
            return try await connection.readToEnd()
        }
        #expect(received.hasPrefix("HTTP/1.1 413 "), "\(received)")
        #expect(received.lowercased().contains("\r\nconnection: close\r\n"))
    }
}
