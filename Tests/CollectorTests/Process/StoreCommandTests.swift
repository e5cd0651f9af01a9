import FoundationEssentials
import OTLP
import TestSupport
import Testing

@Suite("Store commands")
struct StoreCommandTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func run(_ arguments: String...) async throws -> (code: Int32, text: String) {
        let program = try await Program.start(
            "collector", arguments: ["store"] + arguments, listening: 0)
        let code = await program.waitForExit()
        return (code, program.output.joined(separator: "\n"))
    }

    private func serve(_ directory: TemporaryDirectory) async throws -> Program {
        try await Program.start(
            "collector",
            arguments: ["serve", "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0", "--data", directory.path],
            listening: 2)
    }

    /// A directory with the traces 1 to 3, of the services `shop`, `bank` and `shop`.
    private func fill() async throws -> [TraceID] {
        let program = try await serve(directory)
        let ids = (UInt64(1)...3).map { TraceID(high: 0, low: $0) }
        for id in ids {
            let body = request(trace: id, service: id.low == 2 ? "bank" : "shop", start: nowUnixNano()).protobuf()
            #expect(try await post(body, to: "http://" + (program.address("otlp-http") ?? "")).status == 200)
        }
        program.kill()
        await program.waitForExit()
        return ids
    }

    @Test("a directory is inspected, verified and compacted, and says so when a collector has it")
    func lookAfter() async throws {
        _ = try await fill()
        let inspected = try await run("inspect", "--data", directory.path, "--columns")
        #expect(inspected.code == 0)
        #expect(inspected.text.contains("6 spans in 3 traces"))
        #expect(inspected.text.contains("0000000001.log"))
        let verified = try await run("verify", "--data", directory.path)
        #expect(verified.code == 0)
        #expect(verified.text.hasPrefix("no damage: 1 file, "))

        let program = try await serve(directory)
        let refused = try await run("compact", "--data", directory.path)
        #expect(refused.code == 1)
        #expect(
            refused.text.contains(
                "cannot compact \(directory.path): another process (\(program.processIdentifier)) writes to"))
        program.kill()
        await program.waitForExit()

        let compacted = try await run("compact", "--data", directory.path)
        #expect(compacted.code == 0)
        #expect(compacted.text.contains("before") && compacted.text.contains("after"))
        let json = try await run("inspect", "--data", directory.path, "--json")
        #expect(json.text.contains(#""kind":"segment","state":"served","generations":[1,1]"#))
        #expect(json.text.contains(#"{"kind":"attribute","name":"http.response.status_code","bytes":"#))
        let expired = try await run("compact", "--data", directory.path, "--retention-size", "1B")
        #expect(expired.code == 0)
        #expect(try await run("inspect", "--data", directory.path).text.contains("0 spans in 0 traces"))
    }

    @Test("damage is named with file and byte, and is exit code 1")
    func damage() async throws {
        _ = try await fill()
        let path = directory.path + "/0000000001.log"
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[100] ^= 1
        try bytes.write(to: URL(filePath: path))
        let result = try await run("verify", "--data", directory.path)
        #expect(result.code == 1)
        #expect(result.text.contains("damaged: 0000000001.log: at byte 16: "))
        #expect(result.text.contains("\n1 damage: 1 file, "))
        let json = try await run("verify", "--data", directory.path, "--json")
        #expect(json.code == 1)
        #expect(json.text.hasPrefix(#"{"clean":false,"files":1,"#))
        #expect(json.text.contains(#""damages":[{"file":"0000000001.log","offset":16,"what":"#))
        let exported = try await run("export", "--data", directory.path)
        #expect(exported.code == 1)
        #expect(exported.text.contains("warning: \(path) is damaged from byte 16"))
    }

    @Test("what is exported line by line, or message by message, is taken by another collector")
    func export() async throws {
        let ids = try await fill()
        let lines = try await run("export", "--data", directory.path).text.split(separator: "\n")
        let file = directory.path + "/spans.pb"
        #expect(try await run("export", "--data", directory.path, "--format", "protobuf", "--output", file).text == "")
        var messages = Array(try Data(contentsOf: URL(filePath: file)))[...]
        let other = try TemporaryDirectory()
        try await RunningCollector.with(directory: other) { collector in
            for line in lines {
                let answer = try await post(
                    Array(line.utf8), to: collector.otlp, headers: ["content-type": "application/json"])
                #expect(answer.status == 200)
            }
            #expect(try await spanCounts(of: ids, at: collector.query) == [ids[0]: 2, ids[1]: 2, ids[2]: 2])
            while !messages.isEmpty {
                let length = messages.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                #expect(try await post(Array(messages.dropFirst(4).prefix(length)), to: collector.otlp).status == 200)
                messages = messages.dropFirst(4 + length)
            }
            #expect(try await spanCounts(of: ids, at: collector.query) == [ids[0]: 2, ids[1]: 2, ids[2]: 2])
        }
    }

    @Test(
        "an export takes what is asked for",
        arguments: [
            ([], 6), (["--service", "shop"], 4), (["--service", "nobody"], 0), (["--trace", "2"], 2),
            (["--trace", "1", "--trace", "3", "--kind", "client"], 2), (["--status", "error"], 3),
            (["--since", "1h"], 6), (["--where", "span.http.response.status_code >= 200 && kind = server"], 3),
            (["--where", "resource.service.name =~ b.*k"], 2), (["--min-duration", "5ms"], 3),
        ] as [([String], Int)])
    func selection(arguments: [String], count: Int) async throws {
        _ = try await fill()
        let program = try await Program.start(
            "collector", arguments: ["store", "export", "--data", directory.path] + arguments, listening: 0)
        #expect(await program.waitForExit() == 0)
        let pieces = program.output.joined().split(separator: #""spanId":"#, omittingEmptySubsequences: false)
        #expect(pieces.count - 1 == count)
    }

    @Test(
        "a wrong flag is one clear sentence and exit code 64",
        arguments: [
            (["export", "--format", "xml"], "xml"), (["export", "--trace", "xyz"], "“xyz” is not a trace id"),
            (["export", "--kind", "butler"], "--kind takes internal, server"),
            (["export", "--since", "yesterday"], "--since takes a duration"),
            (["export", "--where", "span.a = "], "at character 10 of “span.a = ”: a value should stand here"),
            (["compact", "--retention-age", "old"], "--retention-age takes a duration"),
            (["compact", "--retention-size", "big"], "--retention-size takes a size"),
        ] as [([String], String)])
    func wrongFlags(arguments: [String], mentions: String) async throws {
        let program = try await Program.start("collector", arguments: ["store"] + arguments, listening: 0)
        #expect(await program.waitForExit() == 64)
        #expect(program.output.joined().contains(mentions))
    }

    @Test(
        "a directory that is not there is named, and not made", arguments: ["inspect", "verify", "compact", "export"])
    func missing(command: String) async throws {
        let path = directory.path + "/nowhere"
        let result = try await run(command, "--data", path)
        #expect(result.code == 1)
        #expect(result.text.contains("cannot read \(path): No such file or directory"))
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
