import TestSupport
import Testing

@testable import LocalStack

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite struct PortHolderTests {
    @Test func `given a listening server, when its port's holder is sought, then it is that process`() async throws {
        try await TestServerProcess.with { port, processIdentifier in
            #expect(!LoopbackPort.isFree(port))
            let holder = await PortHolder.find(port: port)
            #expect(holder?.processIdentifier == processIdentifier)
            #expect(holder?.name == "postgres")
        }
    }

    @Test func `given many listening sockets, when a holder is sought, then it is found`()
        async throws
    {
        let sockets = (0..<100).map { _ in LoopbackPort.socket() }
        defer { for socket in sockets { close(socket) } }
        let ports = try sockets.map { socket in
            let port = try #require(LoopbackPort.bind(socket, port: 0))
            #expect(listen(socket, 1) == 0)
            return port
        }
        for port in [ports[0], ports[99]] {
            #expect(await PortHolder.find(port: port)?.processIdentifier == getpid())
        }
    }

    @Test func `given a free port, when its holder is sought, then there is none`() async throws {
        let port = try LoopbackPort.free()
        #expect(LoopbackPort.isFree(port))
        #expect(await PortHolder.find(port: port) == nil)
    }

    @Test func `given the kernel's table, when sockets are sought, then only listening ones on the port count`() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0
               1: 0100007F:0BB8 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 20 4 30 10 -1
               2: 0100007F:0BB9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0
               3: broken
            """
        #expect(ProcFileSystem.listeningSockets(on: 3000, in: table) == ["111"])
    }

    @Test(
        arguments: [
            ("a process", "p123\ncgateway\nf7\n", PortHolder(name: "gateway", processIdentifier: 123)),
            ("nothing", "", nil), ("no number", "pxyz\ncgateway", nil), ("no name", "p123\n", nil),
        ] as [(String, String, PortHolder?)])
    func `given what lsof says, when it is read, then name and id come out`(
        name: String, output: String, expected: PortHolder?
    ) {
        #expect(PortHolder(lsof: output) == expected)
    }
}

/// A real server of another process: a private PostgreSQL.
private enum TestServerProcess {
    static func with(_ body: (Int, Int32) async throws -> Void) async throws {
        let folder = try TemporaryDirectory()
        let postgres = try LocalPostgres(folder: folder.path, durability: .throwAway)
        let process = try await postgres.start()
        try await body(try #require(await postgres.port), process.processIdentifier)
        await postgres.stop()
    }
}
