import TestSupport
import Testing

@testable import LocalStack

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The tool itself, with the programs of this build, on free ports.
@Suite struct CairnUpTests {
    @Test func `given a port that is taken, when cairn up starts, then it names the holder and starts nothing`()
        async throws
    {
        try await TestPostgres.with { postgres in
            let address = try await postgres.url().split(separator: "@")[1].split(separator: "/")[0]
            let folder = try TemporaryDirectory()
            let cairn = try await Program.start(
                "cairn", arguments: ["up", "--data", folder.path],
                environment: Self.environment(["AUTH_ADDR": "\(address)"]),
                listening: 0)
            #expect(await cairn.waitForExit() == 1)
            let port = address.split(separator: ":")[1]
            #expect(cairn.output.contains { $0.contains("port \(port) (AUTH_ADDR) is held by postgres (process ") })
            #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/postgres"))
        }
    }

    @Test func `given a part that can not start, when cairn up runs, then it says which and ends with an error`()
        async throws
    {
        let folder = try TemporaryDirectory()
        let cairn = try await Program.start(
            "cairn", arguments: ["up", "--data", folder.path, "--only", "auth"],
            environment: Self.environment(["DATABASE_URL": "nonsense"]), listening: 0)
        #expect(await cairn.waitForExit() == 1)
        #expect(cairn.output.contains { $0.contains("auth could not be started") })
    }

    @Test func `given a stack that is starting, when it is told to stop, then it stops and leaves nothing`()
        async throws
    {
        let folder = try TemporaryDirectory()
        let cairn = try await Program.start(
            "cairn", arguments: ["up", "--data", folder.path], environment: Self.environment(), listening: 0)
        try await eventually("the first line") { !cairn.output.isEmpty }
        cairn.terminate()
        #expect(await cairn.waitForExit() == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/postgres/data/postmaster.pid"))
    }

    @Test
    func `given a running stack, when a part is killed, then it comes back; demo works; and a stop leaves nothing`()
        async throws
    {
        let folder = try TemporaryDirectory()
        let environment = try Self.environment([
            "GATEWAY_ADDR": "127.0.0.1:\(LoopbackPort.free())",
            "COLLECTOR_QUERY_ADDR": "127.0.0.1:\(LoopbackPort.free())",
            "AUTH_ADDR": "127.0.0.1:\(LoopbackPort.free())",
        ])
        let cairn = try await Program.start(
            "cairn", arguments: ["up", "--data", folder.path], environment: environment, listening: 0)
        try await eventually("readiness") { cairn.output.contains { $0.hasSuffix("| ready") } || !cairn.isRunning }
        try #require(cairn.isRunning, "\(cairn.output.joined(separator: "\n"))")
        try await Self.expectDemo(environment)

        let port = try #require(environment["AUTH_ADDR"].flatMap(HostPort.init)).port
        let auth = try #require(await PortHolder.find(port: port))
        #expect(auth.name == "auth")
        kill(auth.processIdentifier, SIGKILL)
        try await eventually("another auth") {
            await PortHolder.find(port: port).map { $0.processIdentifier != auth.processIdentifier } ?? false
        }
        #expect(cairn.output.contains { $0.contains("auth ended with signal 9; starting it again in ") })
        try await eventually("a demo that works again") { try await Self.demo(environment).waitForExit() == 0 }

        cairn.terminate()
        #expect(await cairn.waitForExit() == 0)
        for part in ["gateway", "dummy", "auth", "collector", "postgres"] {
            #expect(
                cairn.output.contains { $0.hasPrefix("cairn") && $0.contains("| \(part) ended with exit code 0") },
                "\(part)")
        }
        #expect(LoopbackPort.isFree(port))
    }

    private static func expectDemo(_ environment: [String: String]) async throws {
        let demo = try await demo(environment)
        let status = await demo.waitForExit()
        #expect(status == 0, "\(demo.output.joined(separator: "\n"))")
        #expect(demo.output.contains { $0.contains("GET /entities/{id}") })
    }

    private static func demo(_ environment: [String: String]) async throws -> Program {
        try await Program.start("cairn", arguments: ["demo"], environment: environment, listening: 0)
    }

    /// Free ports for everything but what is given.
    private static func environment(_ given: [String: String] = [:]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: StackSettings.Listener.allCases.map { ($0.rawValue, "127.0.0.1:0") })
            .merging(given) { $1 }
    }
}
