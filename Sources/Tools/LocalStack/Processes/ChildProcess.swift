import Subprocess
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A running program that does not outlive this process, with its output line by line.
///
/// The program runs in a session of its own, so that a Ctrl-C at the terminal reaches only the owner, which then decides
/// the order in which things end. When the owner dies, ``Lifeline`` ends the program.
public final class ChildProcess: Sendable {
    /// The id of the program's process, which is also the id of its process group.
    public let processIdentifier: Int32
    private let command: Command
    private let status: ExitRecord
    private let ended: Task<ExitStatus, any Error>

    private init(processIdentifier: Int32, command: Command, status: ExitRecord, ended: Task<ExitStatus, any Error>) {
        self.processIdentifier = processIdentifier
        self.command = command
        self.status = status
        self.ended = ended
    }

    /// Starts a program; `onLine` gets each line of its output and error output, in order.
    ///
    /// A program that can not be executed ends at once with exit code 126 or 127, and a line that says why.
    public static func start(
        _ command: Command, onLine: @escaping @Sendable (String) -> Void
    ) async throws(LocalStackError) -> ChildProcess {
        let status = ExitRecord()
        let (spawned, announcement) = AsyncStream<Int32>.makeStream()
        let ended = Task { () async throws -> ExitStatus in
            defer { announcement.finish() }
            let result = try await run(
                .name("sh"), arguments: Arguments(Lifeline.arguments(for: command)),
                environment: environment(of: command), platformOptions: options,
                input: .inputWriter, output: .sequence, error: .combinedWithOutput
            ) { execution in
                announcement.yield(execution.processIdentifier.value)
                for try await line in execution.standardOutput.strings(bufferingPolicy: .unbounded) { onLine(line) }
                _ = try? await execution.standardInputWriter.write(Lifeline.farewell)
            }
            let exit = ExitStatus(result.terminationStatus)
            status.record(exit)
            return exit
        }
        for await processIdentifier in spawned {
            return ChildProcess(
                processIdentifier: processIdentifier, command: command, status: status, ended: ended)
        }
        let failure = await ended.result
        throw LocalStackError(
            code: .spawnFailed, message: "\(command.executable) could not be started.", cause: failure.error)
    }

    /// How the program ended, or nil while it runs.
    public var exitStatus: ExitStatus? { status.value }

    /// Sends a signal to the program; does nothing once it has ended.
    public func send(signal: Int32) {
        if exitStatus == nil { kill(processIdentifier, signal) }
    }

    /// Waits until the program has ended and all of its output has been read.
    @discardableResult
    public func waitForExit() async -> ExitStatus {
        // A run whose output could not be read to its end has been killed by the run itself.
        (try? await ended.value) ?? .signaled(SIGKILL)
    }

    /// Asks the program to end by its command's stop signal and kills it when its grace time has passed.
    @discardableResult
    public func stop() async -> ExitStatus {
        send(signal: command.stopSignal)
        async let _: Void = killAfterGrace()
        return await waitForExit()
    }

    private func killAfterGrace() async {
        guard (try? await Task.sleep(for: command.grace)) != nil else { return }
        send(signal: SIGKILL)
    }

    private static func environment(of command: Command) -> Environment {
        guard let environment = command.environment else { return .inherit }
        return .custom(
            Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
    }

    private static let options: PlatformOptions = {
        var options = PlatformOptions()
        options.createSession = true
        return options
    }()
}

/// How a process ended, once it has.
private final class ExitRecord: Sendable {
    private let status = Mutex<ExitStatus?>(nil)

    var value: ExitStatus? { status.withLock { $0 } }

    func record(_ exit: ExitStatus) {
        status.withLock { $0 = exit }
    }
}

extension ExitStatus {
    init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(code)
        case .signaled(let signal): self = .signaled(signal)
        }
    }
}

extension Result {
    fileprivate var error: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
