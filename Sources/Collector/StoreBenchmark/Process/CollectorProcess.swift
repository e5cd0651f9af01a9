import FoundationEssentials

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A collector with its own data directory, on free ports. It is killed when the last reference to it goes.
final class CollectorProcess {
    /// Where OTLP/HTTP is received.
    let otlpPort: Int
    /// Where queries are answered.
    let queryPort: Int
    /// From its start until it is ready, in seconds.
    let secondsToReady: Double
    private let id: pid_t
    private var isRunning = true

    private static let secondsToWait = 120.0

    /// Starts `program` and waits until it is ready. What it says goes to the end of the file `log`.
    init(program: String, data: String, log: String) throws(BenchmarkError) {
        // A log of its own: what an earlier process said would be taken for this one's addresses.
        try? FileManager.default.removeItem(atPath: log)
        let start = ContinuousClock.now
        let process = try Self.spawn(
            [program, "serve", "--data", data, "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0"], log: log)
        id = process
        do throws(BenchmarkError) {
            let ports = try Self.whenReady(process, log: log, since: start)
            otlpPort = ports.otlp
            queryPort = ports.query
            secondsToReady = start.duration(to: .now).seconds
        } catch {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
            throw error
        }
    }

    deinit { if isRunning { end(by: SIGKILL) } }

    /// What the system knows of it.
    var figures: ProcessFigures { ProcessFigures(id: id) }

    /// Stops it cleanly.
    func stop() throws(BenchmarkError) {
        let status = end(by: SIGTERM)
        guard status == 0 else { throw BenchmarkError("the collector did not stop cleanly: wait status \(status)") }
    }

    /// Ends it at once, as a crash would.
    func crash() { end(by: SIGKILL) }

    @discardableResult
    private func end(by signal: Int32) -> Int32 {
        var status: Int32 = 0
        kill(id, signal)
        while waitpid(id, &status, 0) < 0 && errno == EINTR {}
        isRunning = false
        return status
    }

    private static func spawn(_ arguments: [String], log: String) throws(BenchmarkError) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 2, 1)
        // Nothing from the caller's environment shall configure it.
        let environment = ["LOG_LEVEL=info", "PATH=/usr/bin:/bin"]
        let pointers = (arguments + environment).map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        let status = posix_spawn(
            &process, arguments[0], &actions, nil, pointers[..<arguments.count] + [nil],
            pointers[arguments.count...] + [nil])
        guard status == 0 else {
            throw BenchmarkError("cannot run \(arguments[0]): \(String(cString: strerror(status)))")
        }
        return process
    }

    private static func whenReady(
        _ process: pid_t, log: String, since start: ContinuousClock.Instant
    ) throws(BenchmarkError) -> (otlp: Int, query: Int) {
        while start.duration(to: .now).seconds < secondsToWait {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            if let otlp = port(of: "otlp-http", in: text), let query = port(of: "query", in: text),
                try HTTPConnection(port: query).get("/readyz").status == 200
            {
                return (otlp, query)
            }
            guard waitpid(process, nil, WNOHANG) == 0 else {
                throw BenchmarkError("the collector ended at once:\n\(text)")
            }
            usleep(500)
        }
        throw BenchmarkError("the collector is not ready after \(Int(secondsToWait)) s")
    }

    /// The port in the line that tells where a protocol is spoken.
    private static func port(of networkProtocol: String, in log: String) -> Int? {
        for line in log.split(separator: "\n") where line.contains("protocol=\(networkProtocol) ") {
            let word = line.split(separator: " ").first { $0.hasPrefix("address=") }
            guard let colon = word?.lastIndex(of: ":") else { continue }
            return word.flatMap { Int($0[$0.index(after: colon)...]) }
        }
        return nil
    }
}
