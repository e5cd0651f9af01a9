import TestSupport
import Testing

/// What a client sends never becomes a field of the answer's head, nor a second answer.
@Suite struct HeaderInjectionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var target = "/user/me"
        var fields = ""
        let status: Int
    }

    private static let escaped = "%0d%0aX-Injected:%20yes%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0aHTTP/1.1%20200%20OK"

    static let cases = [
        Case(testDescription: "the path", target: "/user/me\(escaped)", status: 400),
        Case(testDescription: "a path's variable", target: "/entities/\(escaped)", status: 400),
        Case(testDescription: "a parameter's value", target: "/user/me?a=\(escaped)", status: 400),
        Case(testDescription: "a parameter's name", target: "/user/me?\(escaped)=a", status: 400),
        Case(testDescription: "the place to return to", target: "/auth/acme/login?return_to=/\(escaped)", status: 400),
        Case(testDescription: "a provider's name", target: "/auth/\(escaped)/login", status: 400),
        Case(testDescription: "a state", target: "/auth/acme/callback?state=\(escaped)&code=a", status: 400),
        Case(testDescription: "line breaks of Unicode", target: "/user/me?%E2%80%A8X-Injected:%20yes", status: 400),
        Case(
            testDescription: "an origin with escapes", fields: "Origin: https://app.example.com\(escaped)\r\n",
            status: 200),
        Case(
            testDescription: "an origin with a carriage return",
            fields: "Origin: https://app.example.com\rX-Injected: yes\r\n", status: 400),
        Case(
            testDescription: "an origin with a line feed",
            fields: "Origin: https://app.example.com\nX-Injected: yes\r\n",
            status: 400),
        Case(
            testDescription: "a trace with a line feed",
            fields: "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nX-Injected: yes\r\n",
            status: 400),
        Case(testDescription: "a trace with escapes", fields: "traceparent: 00\(escaped)\r\n", status: 200),
        Case(testDescription: "a state of a trace", fields: "tracestate: a=b\(escaped)\r\n", status: 200),
        Case(testDescription: "a host with escapes", fields: "X-Forwarded-Host: a\(escaped)\r\n", status: 200),
        Case(testDescription: "an entity tag", fields: "If-None-Match: \"a\(escaped)\"\r\n", status: 200),
    ]

    @Test(arguments: cases)
    func
        `given line breaks where answers could repeat them, when they are sent, then no field and no answer comes of them`(
            _ given: Case
        ) async throws
    {
        let stack = try await CairnStack.shared
        let caller = try await stack.newAccount()
        let port = try #require(stack.gateway.listeners.first).port
        let received = try await RawConnection.with(port: port) { connection in
            await connection.send(
                """
                GET \(given.target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer \(caller.token)\r\n\
                \(given.fields)\r\n
                """)
            return try await connection.readToEnd()
        }
        let head = try #require(received.firstRange(of: "\r\n\r\n").map { received[..<$0.lowerBound] })
        let lines = head.split(whereSeparator: \.isNewline)
        #expect(head.hasPrefix("HTTP/1.1 \(given.status) "), "\(head)")
        #expect(!lines.contains { $0.lowercased().hasPrefix("x-injected") }, "\(head)")
        #expect(!lines.contains { $0.lowercased().hasPrefix("set-cookie") }, "\(head)")
        #expect(lines.count { $0.hasPrefix("HTTP/1.1 ") } == 1)
    }

    @Test
    func `given an entity whose texts have line breaks, when it is made and read, then they are in the body alone`()
        async throws
    {
        let stack = try await CairnStack.shared
        let caller = try await stack.newAccount()
        let created = try await stack.send(
            "POST", "/entities", token: caller.token,
            json: #"{"name":"a\r\nX-Injected: yes","description":"\r\n\r\nHTTP/1.1 200 OK"}"#)
        #expect(created.status == 201)
        let location = try #require(created.headers["location"])
        #expect(location.wholeMatch(of: /\/entities\/[0-9a-f-]{36}/) != nil)
        let read = try await stack.send("GET", location, token: caller.token)
        #expect(try read.field("name") == "a\r\nX-Injected: yes")
        for answer in [created, read] { #expect(answer.headers["x-injected"] == nil) }
    }
}
