#if os(Linux)
    import FoundationEssentials
    import Glibc
    import OTLP
    import TestSupport
    import Testing

    /// A collector that runs out of space answers 503, still serves what it has, and goes on when there is space again.
    @Suite("A collector without space")
    struct StorageFullTests {
        private static let arguments = ["serve", "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0", "--data"]
        private static let canLimit = system("command -v prlimit >/dev/null 2>&1") == 0

        @Test(
            "Given a disk that is full, then 503 with Retry-After, queries are answered, and space ends it",
            .enabled(if: SmallDisk.isAvailable))
        func disk() async throws {
            let disk = try #require(SmallDisk(bytes: 1 << 20))
            let ballast = disk.path + "/ballast"
            try Data(count: 700_000).write(to: URL(filePath: ballast))
            try await expectRecovery(directory: disk.path + "/data") { _ in unlink(ballast) }
        }

        @Test(
            "Given files that may not grow, then 503 with Retry-After, queries are answered, and a higher limit ends it",
            .enabled(if: canLimit))
        func fileSize() async throws {
            let directory = try TemporaryDirectory()
            try await expectRecovery(directory: directory.path) { process in
                system("prlimit --pid \(process) --fsize=unlimited")
            } limiting: { process in
                #expect(system("prlimit --pid \(process) --fsize=200000:unlimited") == 0)
            }
        }

        private func expectRecovery(
            directory: String, freeing: (Int32) -> Int32, limiting: (Int32) -> Void = { _ in }
        ) async throws {
            let program = try await Program.start("collector", arguments: Self.arguments + [directory], listening: 2)
            let otlp = "http://" + (program.address("otlp-http") ?? "")
            let query = "http://" + (program.address("query") ?? "")
            limiting(program.processIdentifier)
            var acknowledged: [TraceID] = []
            var refusal: Answer?
            while refusal == nil, acknowledged.count < 500 {
                let id = TraceID.random()
                let answer = try await post(request(trace: id, padding: 10_000).protobuf(), to: otlp)
                if answer.status == 200 { acknowledged.append(id) } else { refusal = answer }
            }
            #expect(refusal?.status == 503)
            #expect(refusal?.headers["retry-after"].flatMap { Int($0) } != nil)
            #expect(acknowledged.count > 5)
            // It says so again, and goes on answering.
            let id = TraceID.random()
            #expect(try await post(request(trace: id, padding: 10_000).protobuf(), to: otlp).status == 503)
            var found = try await spanCounts(of: acknowledged, at: query)
            #expect(acknowledged.allSatisfy { found[$0] == 2 })
            #expect(program.isRunning)

            #expect(freeing(program.processIdentifier) == 0)
            try await eventually("space is used again") {
                try await post(request(trace: id, padding: 10_000).protobuf(), to: otlp).status == 200
            }
            acknowledged.append(id)
            program.kill()
            _ = await program.waitForExit()
            let again = try await Program.start("collector", arguments: Self.arguments + [directory], listening: 2)
            found = try await spanCounts(of: acknowledged, at: "http://" + (again.address("query") ?? ""))
            #expect(acknowledged.allSatisfy { found[$0] == 2 })
            again.terminate()
            #expect(await again.waitForExit() == 0)
        }
    }
#endif
