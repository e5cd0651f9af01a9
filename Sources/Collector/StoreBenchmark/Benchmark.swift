import FoundationEssentials
import OTLP
import StoreWorkload

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Runs everything that is measured, one phase after the other.
struct Benchmark {
    /// What is measured and where.
    struct Options {
        var collector: String
        var directory: String
        var spans: Int
        var connections: Int
        var seed: UInt64
        var endUnixNano: UInt64
    }

    static let windowNano: UInt64 = 3_600_000_000_000
    /// The requests for so many spans are made at a time, and lie in a file until they are sent.
    static let chunkSpans = 2_000_000

    let options: Options
    var workload: Workload
    /// The number of the trace that is sent next.
    var nextTrace = 0
    /// How many spans the store has.
    var storedSpans = 0
    var problems: [String] = []

    init(_ options: Options) {
        self.options = options
        workload = Workload(
            seed: options.seed, spans: options.spans, endUnixNano: options.endUnixNano, windowNano: Self.windowNano)
    }

    /// Runs all phases.
    mutating func run() throws -> Report {
        let traces = Int(Double(options.spans) / workload.meanSpans)
        var truth = Search.all(in: workload, traces: traces).map { NewestMatches($0, limit: Question.limit) }
        var (collector, loaded) = try ingest(isCompressed: false, spans: options.spans) { trace in
            for index in truth.indices { truth[index].add(trace) }
        }
        nextTrace = loaded.workload.traces
        storedSpans = loaded.workload.spans
        let queries = try queriesWhenIdle(collector, truth)
        let smallRequest = try smallRequests(collector)
        let whileLoading = try queriesWhileLoading(collector, truth, pace: loaded.figures.spansPerSecond / 2)
        let stop = try stop(collector)
        var openSeconds: [Double] = []
        for _ in 0..<3 {
            note("opening after a clean stop")
            collector = try startCollector()
            openSeconds.append(collector.secondsToReady)
            try collector.stop()
        }
        let crashes = try crashes(pace: loaded.figures.spansPerSecond)
        try FileManager.default.removeItem(atPath: dataDirectory)
        let (last, compressed) = try ingest(isCompressed: true, spans: min(options.spans, Self.chunkSpans)) { _ in }
        try last.stop()
        return Report(
            workload: loaded.workload, ingest: [loaded.figures, compressed.figures], smallRequest: smallRequest,
            queries: queries, loadSpansPerSecond: loaded.figures.spansPerSecond / 2, queriesWhileLoading: whileLoading,
            stop: stop, openSeconds: openSeconds, crashes: crashes, problems: problems)
    }

    var dataDirectory: String { options.directory + "/data" }

    /// What the collector says.
    var logFile: String { options.directory + "/collector.log" }

    func startCollector() throws -> CollectorProcess {
        try CollectorProcess(
            program: options.collector, data: dataDirectory, log: logFile)
    }

    /// Takes requests out of a stream, up to the one with which there are `spans` spans, and readies them to be sent.
    func payload(
        _ stream: inout RequestStream, spans: Int, isCompressed: Bool = false,
        onTrace: (WorkloadTrace) -> Void = { _ in }
    ) throws(BenchmarkError) -> PayloadFile {
        var payload = try PayloadFile(in: options.directory)
        while payload.spans < spans, let request = stream.next(onTrace: onTrace) {
            let body = isCompressed ? Gzip.compress(request.body, level: 6) : request.body
            try payload.append(body, spans: request.spans, isCompressed: isCompressed)
        }
        try payload.finish()
        return payload
    }

    /// Readies requests of traces that begin from now on, as they would at this pace.
    mutating func livePayload(spans: Int, spansPerSecond: Double, batch: Int = 200) throws -> PayloadFile {
        workload.beginEra(
            at: nextTrace, startUnixNano: Self.nowUnixNano, stepNano: workload.meanSpans / spansPerSecond * 1e9)
        var stream = RequestStream(workload, firstTrace: nextTrace, spans: spans, batch: batch)
        let payload = try payload(&stream, spans: .max)
        nextTrace = stream.nextTrace
        return payload
    }

    static var nowUnixNano: UInt64 { UInt64(Date().timeIntervalSince1970 * 1e9) }

    /// Tells whoever waits what is going on.
    func note(_ text: String) {
        let line = Array("store-bench: \(text)\n".utf8)
        _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}
