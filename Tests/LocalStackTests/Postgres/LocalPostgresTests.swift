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

@Suite struct LocalPostgresTests {
    @Test
    func `given a durable cluster, when its server is killed and started again, then what was committed is there`()
        async throws
    {
        let folder = try TemporaryDirectory()
        let postgres = try LocalPostgres(folder: "\(folder.path)/cluster")
        let server = try await postgres.start()
        let url = try await postgres.url()
        try await Psql.run("CREATE TABLE stones AS SELECT 42 AS id", at: url)

        server.send(signal: SIGKILL)
        await server.waitForExit()
        try await eventually("a restart on the same port") { try await postgres.start().exitStatus == nil }

        #expect(try await Psql.run("SELECT id FROM stones", at: url) == "42")
        await postgres.stop()
    }

    @Test func `given a cluster, when someone comes without its password, then he is refused`() async throws {
        try await TestPostgres.with { postgres in
            let url = try await postgres.url()
            let at = try #require(url.firstIndex(of: "@"))
            let error = await #expect(throws: LocalStackError.self) {
                try await Psql.run("SELECT 1", at: "postgres://cairn:wrong\(url[at...])")
            }
            #expect(error?.message.contains("password authentication failed") == true)
        }
    }

    @Test func `given a port that is taken, when a server is to listen there, then it says so`() async throws {
        try await TestPostgres.with { taken in
            let folder = try TemporaryDirectory()
            let port = try #require(
                HostPort(try await taken.url().split(separator: "@")[1].split(separator: "/")[0].description))
            let postgres = try LocalPostgres(folder: "\(folder.path)/cluster", port: port.port)
            let error = await #expect(throws: LocalStackError.self) { try await postgres.start() }
            #expect(error?.code == .portBusy)
        }
    }

    @Test func `given cairn up, when it is killed, then its database server goes too, and the next one finds the data`()
        async throws
    {
        let folder = try TemporaryDirectory()
        let arguments = ["up", "--only", "postgres", "--data", folder.path]
        let cairn = try await Program.start("cairn", arguments: arguments, listening: 0)
        try await eventually("readiness") { cairn.output.contains { $0.hasSuffix("| ready") } }
        let file = try String(contentsOfFile: "\(folder.path)/postgres/data/postmaster.pid", encoding: .utf8)
        let server = try #require(Int32(file.split(separator: "\n")[0]))

        cairn.kill()

        await cairn.waitForExit()
        try await eventually("the server's end") { kill(server, 0) != 0 }
        let second = try await Program.start("cairn", arguments: arguments, listening: 0)
        try await eventually("readiness") { second.output.contains { $0.hasSuffix("| ready") } }
        second.terminate()
        #expect(await second.waitForExit() == 0)
    }
}
