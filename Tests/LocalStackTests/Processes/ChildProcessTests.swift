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

@Suite struct ChildProcessTests {
    @Test(
        arguments: [
            ("success", "exit 0", .exited(0)), ("a code", "exit 3", .exited(3)),
            ("a signal", "kill -9 $$", .signaled(9)),
        ] as [(String, String, LocalStack.ExitStatus)])
    func `given a program, when it ends, then its status is known`(
        name: String, script: String, expected: LocalStack.ExitStatus
    ) async throws {
        let child = try await ChildProcess.start(.init("sh", ["-c", script])) { _ in }
        #expect(await child.waitForExit() == expected)
        #expect(child.exitStatus == expected)
    }

    @Test func `given a program that writes to both outputs, when it runs, then its lines come in order`() async throws
    {
        let output = try await ChildProcess.output(of: .init("sh", ["-c", "echo one; echo two >&2; printf three"]))
        #expect(output == "one\ntwo\nthree")
    }

    @Test func `given a program that does not exist, when it is started, then it ends with the shell's code 127`()
        async throws
    {
        let child = try await ChildProcess.start(.init("/nowhere/at-all")) { _ in }
        #expect(await child.waitForExit() == .exited(127))
    }

    @Test func `given a program that ignores SIGTERM, when it is stopped, then it is killed after its grace time`()
        async throws
    {
        var command = ChildProcess.Command("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done"])
        command.grace = .milliseconds(200)
        let lines = LineRecord()
        let child = try await ChildProcess.start(command) { lines.append($0) }
        try await eventually { lines.all == ["ready"] }
        #expect(await child.stop() == .signaled(SIGKILL))
    }

    @Test func `given an environment and a folder, when a program runs, then it sees just those`() async throws {
        var command = ChildProcess.Command("sh", ["-c", "echo $A; pwd"], environment: ["A": "1"])
        command.workingDirectory = "/"
        #expect(try await ChildProcess.output(of: command) == "1\n/")
    }

    @Test func `given root, when a program is to run as another user, then it does`() async throws {
        guard Account.isRoot, let nobody = Account(named: "nobody") else { return }
        var command = ChildProcess.Command("id", ["-u"])
        command.account = nobody
        command.workingDirectory = "/"
        #expect(try await ChildProcess.output(of: command) == "\(nobody.userID)")
    }

    /// The owner is a `sleep` that holds the other end of the pipe.
    @Test func `given a stubborn program, when its owner is killed, then it goes with the owner, and its folder too`()
        async throws
    {
        let folder = try TemporaryDirectory()
        let stubborn = "trap '' TERM; echo program $$; while :; do sleep 0.05; done"
        let pipeline = """
            sh -c 'echo owner $$ >&2; exec sleep 1000' | sh -c "$0" sh 15 5 "$1" / sh -c "$2"
            """
        let lines = LineRecord()
        let shell = try await ChildProcess.start(
            .init("sh", ["-c", pipeline, Lifeline.script, folder.path, stubborn])
        ) { lines.append($0) }
        let owner = try await eventually { lines.number(after: "owner ") }
        let program = try await eventually { lines.number(after: "program ") }
        #expect(kill(program, 0) == 0)

        kill(owner, SIGKILL)

        await shell.waitForExit()
        try await eventually("the program's end") { kill(program, 0) != 0 }
        try await eventually("the folder's end") { !FileManager.default.fileExists(atPath: folder.path) }
    }
}

extension LineRecord {
    fileprivate func number(after prefix: String) -> Int32? {
        all.first { $0.hasPrefix(prefix) }.flatMap { Int32($0.dropFirst(prefix.count)) }
    }
}
