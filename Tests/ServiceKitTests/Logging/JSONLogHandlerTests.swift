import FoundationEssentials
import Logging
import Testing

@testable import ServiceKit

@Suite struct JSONLogHandlerTests {
    @Test func `an event is one line of JSON with its metadata`() throws {
        var handler = JSONLogHandler(label: "auth", metadataProvider: .init { ["trace_id": "abc"] })
        handler[metadataKey: "host"] = "h"
        let event = LogEvent(
            level: .warning, message: "a \"quoted\"\nline\u{1}",
            metadata: ["n": .stringConvertible(7), "list": ["a", "b"]],
            source: "test", file: #fileID, function: #function, line: #line)
        let line = handler.line(for: event, at: Date(timeIntervalSince1970: 1.5))
        #expect(
            String(decoding: line, as: UTF8.self) == """
                {"time":"1970-01-01T00:00:01.500Z","level":"warning","logger":"auth",\
                "message":"a \\"quoted\\"\\nline\\u0001","host":"h","list":["a","b"],"n":"7","trace_id":"abc"}

                """)
    }
}
