import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import HTTPServing

/// Limits of a connection, on real sockets.
struct HTTPConnectionGuardTests {
    private static let slow = HTTPConnectionLimits(headTimeout: .milliseconds(200), bodyTimeout: .milliseconds(200))

    /// Runs a server that answers each request with `respond`, and a connection to it.
    private static func withConnection(
        _ limits: HTTPConnectionLimits = HTTPConnectionLimits(), isReading: Bool = true,
        respond: @escaping @Sendable (Request) async throws -> Response = { _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "answer")))
        }, _ body: (RawConnection) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let port = Mutex<Int?>(nil)
        let server = try HTTPServerBuilder.gracefulHTTP1(limits: limits).buildServer(
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup, logger: logger,
            responder: { request, writer, _ in
                let response = try await respond(request)
                let bodyWriter = try await writer.writeHead(response.head)
                try await response.body.write(bodyWriter)
            },
            onServerRunning: { channel in port.withLock { $0 = channel.localAddress?.port } })
        let group = ServiceGroup(services: [server], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let bound = try await eventually("the server listens") { port.withLock { $0 } }
            try await RawConnection.with(port: bound, isReading: isReading, body)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func `given a connection that sends nothing, when the time for a head is over, then it is closed`()
        async throws
    {
        try await Self.withConnection(Self.slow) { connection in
            let answer = try await connection.readToEnd()
            #expect(answer == "")
        }
    }

    @Test func `given a head that never ends, when its time is over, then 408 is answered and the connection closed`()
        async throws
    {
        try await Self.withConnection(Self.slow) { connection in
            await connection.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow:")
            let answer = try await connection.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
            #expect(answer.hasSuffix(#""status":408,"detail":"The request did not arrive in time."}"#))
        }
    }

    @Test func `given a body that never ends, when the handler does not read it, then the connection is closed`()
        async throws
    {
        try await Self.withConnection(Self.slow) { connection in
            await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            let answer = try await connection.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test(arguments: [
        ("one field", "X: " + String(repeating: "a", count: 40000), 431),
        ("many short fields", String(repeating: "X: a\r\n", count: 200), 431),
        (
            "fields that are large together",
            String(repeating: "X: \(String(repeating: "a", count: 1000))\r\n", count: 40), 431
        ),
        ("a field without a colon", "abc", 400), ("a folded field", "X: a\r\n b", 400),
        ("two lengths", "Content-Length: 1\r\nContent-Length: 2", 400),
        ("a length and an encoding", "Content-Length: 3\r\nTransfer-Encoding: chunked", 400),
        ("a length that is none", "Content-Length: -1", 400), ("a space in a name", "X Y: a", 400),
        ("a control character", "X: a\u{1}b", 400), ("a line feed alone", "X: a\nY: b", 400),
    ])
    func `given a head that can't be taken, when it arrives, then a problem is answered and the connection closed`(
        _: String, fields: String, status: Int
    ) async throws {
        let handled = Mutex(false)
        try await Self.withConnection(respond: { _ in
            handled.withLock { $0 = true }
            return Response(status: .ok)
        }) { connection in
            await connection.send("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n")
            let answer = try await connection.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
            #expect(answer.contains("application/problem+json"))
            #expect(answer.lowercased().contains("connection: close"))
        }
        #expect(!handled.withLock { $0 })
    }

    @Test func `given chunks in HTTP/1.0, when they arrive, then 400 is the only answer, whatever follows`()
        async throws
    {
        try await Self.withConnection { connection in
            await connection.send(
                """
                POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\
                GET / HTTP/1.1\r\nHost: a\r\n\r\n
                """)
            let answer = try await connection.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.components(of: "HTTP/1.1 ") == 1)
        }
    }

    @Test func `given a target that is too long, when it arrives, then 431`() async throws {
        try await Self.withConnection { connection in
            await connection.send("GET /\(String(repeating: "a", count: 40000)) HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try await connection.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 431 "))
        }
    }

    @Test func `given an answer that says close, when it is read, then the connection is closed`() async throws {
        try await Self.withConnection(respond: { _ in
            Response(
                status: .ok, headers: [.connection: "close"], body: ResponseBody(byteBuffer: ByteBuffer(string: "bye")))
        }) { connection in
            await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try await connection.readToEnd()
            #expect(answer.hasSuffix("\r\n\r\nbye"))
        }
    }

    @Test func `given several requests, when they come one after the other, then the connection stays open`()
        async throws
    {
        try await Self.withConnection { connection in
            for count in 1...3 {
                await connection.send("GET /\(count) HTTP/1.1\r\nHost: a\r\n\r\n")
                try await eventually("answer \(count)") {
                    connection.received.components(of: "answer") == count
                }
            }
            await connection.send("GET /4 HTTP/1.1\r\nHost: a\r\n\r\nGET /5 HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually("pipelined answers") { connection.received.components(of: "answer") == 5 }
            #expect(!connection.isClosed)
        }
    }

    @Test
    func `given a client that reads nothing, when the answer is large, then the connection does not stay for ever`()
        async throws
    {
        let limits = HTTPConnectionLimits(writeTimeout: .milliseconds(200))
        let outcome = Mutex<Bool?>(nil)
        try await Self.withConnection(
            limits, isReading: false,
            respond: { _ in
                Response(
                    status: .ok,
                    body: ResponseBody { writer in
                        do {
                            for _ in 0..<1000 { try await writer.write(ByteBuffer(repeating: 1, count: 1 << 16)) }
                            outcome.withLock { $0 = true }
                            try await writer.finish(nil)
                        } catch {
                            outcome.withLock { $0 = false }
                            throw error
                        }
                    })
            }
        ) { connection in
            await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually("the end of the answer") { outcome.withLock { $0 != nil } }
        }
        #expect(outcome.withLock { $0 } == false)
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of text: String) -> Int {
        ranges(of: text).count
    }
}
