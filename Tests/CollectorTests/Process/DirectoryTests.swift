import FoundationEssentials
import OTLP
import TestSupport
import Testing

@testable import SpanStore

/// A data directory that cannot be used is one clear sentence, to whoever serves it and to whoever reads it.
@Suite("Data directories that are refused")
struct DirectoryTests {
    private func run(_ arguments: [String]) async throws -> (code: Int32, lines: [String]) {
        let program = try await Program.start("collector", arguments: arguments, listening: 0)
        let code = await program.waitForExit()
        return (code, program.output)
    }

    private func serve(_ path: String) async throws -> (code: Int32, lines: [String]) {
        try await run(["serve", "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0", "--data", path])
    }

    /// A directory with a log and, when asked, a segment.
    private func makeStore(_ path: String, sealed: Bool) async throws {
        let options = SpanStore.Options(maximumFileBytes: sealed ? 1 : .max)
        let store = try SpanStore(directory: path, options: options)
        _ = try await store.append(request().protobuf())
        await store.close()
    }

    @Test("Given a log of a newer version, then it is named with its version, by each command that reads the directory")
    func newerVersion() async throws {
        let directory = try TemporaryDirectory()
        try await makeStore(directory.path, sealed: false)
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: directory.path).first { $0.hasSuffix(".log") })
        let file = URL(filePath: directory.path + "/" + name)
        let newer = LogFormat.version + 1
        var bytes = try Data(contentsOf: file)
        bytes.replaceSubrange(..<LogFormat.fileHeaderCount, with: LogFormat.fileHeader(version: newer))
        try bytes.write(to: file)
        let version = "\(name) has version \(newer); this program reads version \(newer - 1)"
        for result in [
            try await serve(directory.path), try await run(["services", "--data", directory.path]),
            try await run(["traces", "--data", directory.path]),
            try await run(["trace", "1", "--data", directory.path]),
        ] {
            #expect(result.code == 1)
            #expect(result.lines.count { $0.contains(version) } == 1, "\(result.lines)")
            #expect(result.lines.count == 1, "\(result.lines)")
        }
        #expect(try Data(contentsOf: file) == bytes)
    }

    @Test("Given a directory that another collector has, then that one's process is named")
    func secondWriter() async throws {
        let directory = try TemporaryDirectory()
        let arguments = ["serve", "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0", "--data", directory.path]
        let first = try await Program.start("collector", arguments: arguments, listening: 2)
        let second = try await serve(directory.path)
        #expect(second.code == 1)
        #expect(second.lines.count == 1, "\(second.lines)")
        #expect(second.lines.first?.contains("another process (\(first.processIdentifier)) writes to") == true)
        // Who only reads may do so beside it.
        #expect(try await run(["services", "--data", directory.path]).code == 0)
        first.terminate()
        #expect(await first.waitForExit() == 0)
    }

    #if os(Linux)
        @Test(
            "Given a directory that nobody may write to, then serving it says so, and reading it works",
            .enabled(if: SmallDisk.isAvailable))
        func readOnly() async throws {
            let disk = try #require(SmallDisk(bytes: 1 << 20))
            try await makeStore(disk.path + "/data", sealed: true)
            try await disk.makeReadOnly()
            let served = try await serve(disk.path + "/data")
            #expect(served.code == 1)
            #expect(served.lines.count == 1, "\(served.lines)")
            #expect(served.lines.first?.contains("Read-only file system") == true)
            let read = try await run(["services", "--data", disk.path + "/data"])
            #expect(read.code == 0 && read.lines == ["shop"])
        }
    #endif
}
