import LocalStack

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

/// One of our executables, running as a process of its own that ends with the test process at the latest.
public final class Program: Sendable {
    /// A program did not come up.
    public struct StartError: Error, CustomStringConvertible {
        /// What happened instead, with the program's last words.
        public let description: String
    }

    private let child: ChildProcess
    private let lines: LineRecord
    /// Where the program listens, in the order in which it said so.
    public let listeners: [Listener]

    private init(child: ChildProcess, lines: LineRecord, listeners: [Listener]) {
        self.child = child
        self.lines = lines
        self.listeners = listeners
    }

    /// Starts a program from the folder of this build and returns once it has logged that many `listening` lines.
    ///
    /// The program sees only the given environment and `PATH`, `HOME` and `TMPDIR`: no setting of the person who runs the
    /// tests gets in. With `listening: 0` it returns at once.
    public static func start(
        _ name: String, arguments: [String] = ["serve"], environment: [String: String] = [:], listening: Int = 1,
        timeout: Duration = .seconds(60)
    ) async throws -> Program {
        let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "TMPDIR"].contains($0.key) }
        let lines = LineRecord()
        let child = try await ChildProcess.start(
            .init(
                try ProductsFolder.path(of: name), arguments,
                environment: inherited.merging(environment) { _, given in given })
        ) { lines.append($0) }
        let deadline = ContinuousClock.now + timeout
        while true {
            let hasEnded = child.exitStatus
            let listeners = lines.all.compactMap(Listener.init(logLine:))
            if listeners.count >= listening { return Program(child: child, lines: lines, listeners: listeners) }
            guard hasEnded == nil, ContinuousClock.now < deadline else {
                child.send(signal: SIGKILL)
                let how = hasEnded.map { "ended with \($0)" } ?? "took longer than \(timeout)"
                throw StartError(
                    description: "\(name) \(how) before it listened:\n\(lines.all.suffix(20).joined(separator: "\n"))")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// The address of the first listener, `HOST:PORT`.
    public var address: String { listeners.first?.address ?? "" }

    /// The address of the listener that speaks `networkProtocol`.
    public func address(_ networkProtocol: String) -> String? {
        listeners.first { $0.networkProtocol == networkProtocol }?.address
    }

    /// The process id.
    public var processIdentifier: Int32 { child.processIdentifier }

    /// Every line that the program has written so far, output and error output.
    public var output: [String] { lines.all }

    /// Whether the process has not ended yet.
    public var isRunning: Bool { child.exitStatus == nil }

    /// Sends `SIGTERM`.
    public func terminate() { child.send(signal: SIGTERM) }

    /// Sends `SIGKILL`.
    public func kill() { child.send(signal: SIGKILL) }

    /// Sends any signal.
    public func send(signal: Int32) { child.send(signal: signal) }

    /// Waits for the program's end and returns its exit code, or 128 plus the number of the signal that ended it.
    @discardableResult
    public func waitForExit() async -> Int32 {
        switch await child.waitForExit() {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
