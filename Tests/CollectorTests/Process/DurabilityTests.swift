import AsyncHTTPClient
import OTLP
import Synchronization
import TestSupport
import Testing

@Suite("Durability")
struct DurabilityTests {
    private static let arguments = ["serve", "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0", "--data"]

    @Test("whatever was answered 200 before kill -9 is found after the restart")
    func killed() async throws {
        let directory = try TemporaryDirectory()
        let acknowledged = Acknowledged()
        for round in 1...12 {
            let program = try await Program.start(
                "collector", arguments: Self.arguments + [directory.path], listening: 2)
            let otlp = "http://" + (program.address("otlp-http") ?? "")
            try await withThrowingTaskGroup { group in
                for connection in 0..<6 {
                    group.addTask { await load(otlp, compressed: connection % 2 == 0, acknowledged) }
                }
                try await eventually("enough is answered") { acknowledged.ids.count >= round * 100 }
                // In the middle of the load: the connections are still sending.
                program.kill()
                try await group.waitForAll()
            }
            _ = await program.waitForExit()
        }
        let program = try await Program.start("collector", arguments: Self.arguments + [directory.path], listening: 2)
        let ids = acknowledged.ids
        let found = try await spanCounts(of: ids, at: "http://" + (program.address("query") ?? ""))
        #expect(ids.count >= 1_200)
        #expect(ids.filter { found[$0] != 2 } == [])
        program.terminate()
        #expect(await program.waitForExit() == 0)
    }

    /// Posts traces until the collector is gone, and notes which of them it has acknowledged.
    private func load(_ otlp: String, compressed: Bool, _ acknowledged: Acknowledged) async {
        while true {
            let id = TraceID.random()
            let body = request(trace: id, padding: Int.random(in: 0..<5000)).protobuf()
            do {
                let answer = try await post(
                    compressed ? Gzip.compress(body) : body, to: otlp,
                    headers: compressed ? ["content-encoding": "gzip"] : [:])
                if answer.status == 200 { acknowledged.add(id) }
            } catch {
                return
            }
        }
    }
}

private final class Acknowledged: Sendable {
    private let state = Mutex<[TraceID]>([])

    var ids: [TraceID] { state.withLock { $0 } }

    func add(_ id: TraceID) { state.withLock { $0.append(id) } }
}
