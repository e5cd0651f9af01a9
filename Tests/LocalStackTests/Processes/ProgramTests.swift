import Testing

@testable import TestSupport

@Suite struct ProgramTests {
    @Test(
        arguments: [
            (
                "a line of swift-log",
                "2026-01-01T10:00:00+0000 info auth: address=127.0.0.1:4711 [AuthMain] listening",
                "127.0.0.1:4711", nil
            ),
            (
                "a protocol", "info collector: address=127.0.0.1:9 protocol=otlp-http [C] listening", "127.0.0.1:9",
                "otlp-http"
            ),
            ("JSON", #"{"message":"listening","address":"[::1]:80","protocol":"query"}"#, "[::1]:80", "query"),
            ("another message", "info auth: address=127.0.0.1:4711 [AuthMain] connected", nil, nil),
        ] as [(String, String, String?, String?)])
    func `given a log line, when it is read, then a listener is found where there is one`(
        name: String, line: String, address: String?, networkProtocol: String?
    ) {
        let listener = Program.Listener(logLine: line)
        #expect(listener?.address == address)
        #expect(listener?.networkProtocol == networkProtocol)
    }

    @Test func `given our own program, when it is asked for help, then it ends with 0 and has said something`()
        async throws
    {
        let cairn = try await Program.start("cairn", arguments: ["--help"], listening: 0)
        #expect(await cairn.waitForExit() == 0)
        #expect(!cairn.output.isEmpty)
    }

    @Test func `given a program that never listens, when it ends, then starting it fails with its last words`()
        async throws
    {
        await #expect(throws: Program.StartError.self) {
            try await Program.start("cairn", arguments: ["--help"])
        }
    }
}
