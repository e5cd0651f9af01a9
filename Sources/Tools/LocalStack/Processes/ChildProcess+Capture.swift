import Synchronization

extension ChildProcess {
    /// Runs a program to its end and returns all that it wrote.
    ///
    /// - Throws: ``LocalStackError`` with the program's own words when its exit code is not 0.
    @discardableResult
    public static func output(of command: Command) async throws(LocalStackError) -> String {
        let lines = LineRecord()
        let child = try await start(command) { lines.append($0) }
        let status = await child.waitForExit()
        let output = lines.all.joined(separator: "\n")
        guard status.isSuccess else {
            throw LocalStackError(
                code: .commandFailed, message: "\(command.executable) ended with \(status): \(output)")
        }
        return output
    }
}

/// Lines of output, kept in the order in which they came.
public final class LineRecord: Sendable {
    private let lines = Mutex<[String]>([])

    /// An empty record.
    public init() {}

    /// All lines so far.
    public var all: [String] { lines.withLock { $0 } }

    /// Keeps one more line.
    public func append(_ line: String) {
        lines.withLock { $0.append(line) }
    }
}
