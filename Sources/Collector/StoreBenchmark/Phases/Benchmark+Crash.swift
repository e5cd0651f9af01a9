import StoreWorkload

extension Benchmark {
    /// Stops a collector cleanly.
    func stop(_ collector: CollectorProcess) throws -> StopFigures {
        note("stopping the collector")
        let start = ContinuousClock.now
        try collector.stop()
        let seconds = start.duration(to: .now).seconds
        let disk = try DiskUse(of: dataDirectory)
        return StopFigures(
            seconds: seconds, spans: storedSpans, diskBytesPerSpan: Double(disk.bytes) / Double(storedSpans),
            allocatedBytesPerSpan: Double(disk.allocatedBytes) / Double(storedSpans))
    }

    /// Loads a collector, kills it straight after the last 200, and looks for what it had acknowledged; several times.
    mutating func crashes(pace: Double) throws -> [CrashFigures] {
        var crashes: [CrashFigures] = []
        var collector = try startCollector()
        for _ in 0..<3 {
            let firstTrace = nextTrace
            let payload = try livePayload(spans: min(options.spans, Self.crashSpans), spansPerSecond: pace)
            let spans = payload.spans
            note("sending \(spans) spans, then kill -9")
            let load = Load(payload, port: collector.otlpPort, connections: options.connections)
            _ = try load.wait()
            collector.crash()
            collector = try startCollector()
            // Those that came last are the ones that a crash endangers; and some of all before.
            let last = max(firstTrace, nextTrace - 2000)..<nextTrace
            let others = stride(from: 0, to: last.lowerBound, by: max(1, last.lowerBound / 1000))
            let traces = Array(last) + others
            crashes.append(
                CrashFigures(
                    acknowledgedSpans: spans, openSeconds: collector.secondsToReady, checkedTraces: traces.count,
                    hurtTraces: try hurtTraces(among: traces, collector)))
        }
        try collector.stop()
        return crashes
    }

    /// Less than a head, so that logs of several lengths are replayed.
    private static let crashSpans = 170_000

    private mutating func hurtTraces(among traces: [Int], _ collector: CollectorProcess) throws -> Int {
        note("fetching \(traces.count) traces by id")
        let connection = try HTTPConnection(port: collector.queryPort)
        let check = AnswerCheck(workload: workload, wholeTraces: nextTrace, sentTraces: nextTrace)
        var hurt = 0
        for number in traces {
            let question = Question.trace(number, of: workload)
            let response = try connection.get(question.target)
            guard let problem = question.problem(with: response, check, isLoading: false) else { continue }
            hurt += 1
            problems.append("after kill -9: \(problem)")
        }
        return hurt
    }
}
