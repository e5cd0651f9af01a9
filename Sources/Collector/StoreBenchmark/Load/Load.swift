import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Sends the requests of a file over several connections, each from a thread of its own.
final class Load: Sendable {
    /// What came of it.
    struct Result: Sendable {
        var spans = 0
        var retries = 0
        /// From the first request to the last answer.
        var seconds = 0.0
        /// The processor time of this program, in seconds.
        var clientSeconds = 0.0
        var latencies = Latencies()
        var failure: BenchmarkError?
    }

    private struct Progress {
        var result = Result()
        var runningConnections: Int
    }

    private let payload: PayloadFile
    private let port: Int
    private let spansPerSecond: Double?
    private let next = Atomic(0)
    private let progress: Mutex<Progress>
    private let workers = DispatchGroup()

    /// Begins to send.
    ///
    /// - Parameter spansPerSecond: the pace; nil for as fast as the collector answers.
    init(_ payload: consuming PayloadFile, port: Int, connections: Int, spansPerSecond: Double? = nil) {
        self.payload = payload
        self.port = port
        self.spansPerSecond = spansPerSecond
        progress = Mutex(Progress(runningConnections: connections))
        let start = ContinuousClock.now
        let processorSeconds = ProcessFigures.ownProcessorSeconds()
        for number in 0..<connections {
            // A serial queue has a thread of its own while it works.
            DispatchQueue(label: "connection \(number)").async(group: workers) {
                let result = self.send(since: start)
                let seconds = start.duration(to: .now).seconds
                let clientSeconds = ProcessFigures.ownProcessorSeconds() - processorSeconds
                self.progress.withLock { progress in
                    progress.result.spans += result.spans
                    progress.result.retries += result.retries
                    progress.result.latencies.add(result.latencies)
                    progress.result.failure = progress.result.failure ?? result.failure
                    progress.result.seconds = max(progress.result.seconds, seconds)
                    progress.result.clientSeconds = max(progress.result.clientSeconds, clientSeconds)
                    progress.runningConnections -= 1
                }
            }
        }
    }

    /// Whether there is nothing left to send.
    var isOver: Bool { progress.withLock { $0.runningConnections == 0 } }

    /// Waits until every request has been answered.
    func wait() throws(BenchmarkError) -> Result {
        workers.wait()
        let result = progress.withLock { $0.result }
        if let failure = result.failure { throw failure }
        return result
    }

    private func send(since start: ContinuousClock.Instant) -> Result {
        var result = Result()
        do throws(BenchmarkError) {
            let connection = try HTTPConnection(port: port)
            var request: [UInt8] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < payload.entries.count else { break }
                let entry = payload.entries[index]
                try payload.read(entry, into: &request)
                if let spansPerSecond { Self.sleep(until: start + .seconds(Double(entry.firstSpan) / spansPerSecond)) }
                try send(request[..<entry.byteCount], over: connection, &result)
                result.spans += entry.spans
            }
        } catch {
            result.failure = error
        }
        return result
    }

    /// Sends one request until it is accepted.
    private func send(
        _ request: ArraySlice<UInt8>, over connection: HTTPConnection, _ result: inout Result
    ) throws(BenchmarkError) {
        while true {
            let start = ContinuousClock.now
            let response = try connection.exchange(request)
            switch response.status {
            case 200 where response.body.isEmpty:
                return result.latencies.add(start.duration(to: .now))
            case 200:
                throw BenchmarkError("the collector rejected spans of a request")
            case 429, 503:
                result.retries += 1
                Self.sleep(until: .now + .milliseconds(min(1000, (response.retryAfter ?? 0) * 1000 + 20)))
            default:
                throw BenchmarkError(
                    "the collector answered \(response.status): \(String(decoding: response.body, as: UTF8.self))")
            }
        }
    }

    private static func sleep(until deadline: ContinuousClock.Instant) {
        let microseconds = ContinuousClock.now.duration(to: deadline).seconds * 1e6
        if microseconds > 0 { usleep(UInt32(microseconds)) }
    }
}
