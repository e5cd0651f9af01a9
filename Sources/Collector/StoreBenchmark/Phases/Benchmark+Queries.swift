import StoreWorkload

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension Benchmark {
    private static let rounds = 100

    /// Asks each kind of question on its own.
    mutating func queriesWhenIdle(_ collector: CollectorProcess, _ truth: [NewestMatches]) throws -> [QueryFigures] {
        note("querying")
        var run = try QueryRun(port: collector.queryPort, check: check, isLoading: false)
        for round in 0..<3 * Self.rounds { try run.ask(.trace(scattered(round, among: nextTrace), of: workload)) }
        for round in 0..<Self.rounds { try run.ask(.unknownTrace(round, of: workload)) }
        for kind in searches(truth) {
            for round in 0..<Self.rounds { try run.ask(kind[round % kind.count]) }
        }
        let figures = run.finish()
        problems += run.problems
        return figures
    }

    /// Asks all kinds in turn while spans come in; no more than half of what is there, lest another store be measured.
    mutating func queriesWhileLoading(
        _ collector: CollectorProcess, _ truth: [NewestMatches], pace: Double
    ) throws -> [QueryFigures] {
        note("making requests")
        let traces = nextTrace
        let payload = try livePayload(
            spans: min(options.spans / 2, Self.chunkSpans, Int(pace * Self.loadSeconds)), spansPerSecond: pace)
        storedSpans += payload.spans
        note("querying while \(payload.spans) spans come in")
        var run = try QueryRun(
            port: collector.queryPort,
            check: AnswerCheck(workload: workload, wholeTraces: traces, sentTraces: nextTrace),
            isLoading: true)
        let kinds = searches(truth)
        let load = Load(
            payload, port: collector.otlpPort, connections: options.connections, spansPerSecond: pace)
        var round = 0
        while !load.isOver {
            try run.ask(.trace(scattered(round, among: traces), of: workload))
            try run.ask(.unknownTrace(round, of: workload))
            for kind in kinds { try run.ask(kind[round % kind.count]) }
            round += 1
        }
        _ = try load.wait()
        let figures = run.finish()
        problems += run.problems
        return figures
    }

    /// Sends small requests one by one, with rests between them: each has a group commit of its own.
    mutating func smallRequests(_ collector: CollectorProcess) throws -> LatencyFigures {
        note("sending small requests")
        let payload = try livePayload(spans: 3000, spansPerSecond: 1000, batch: 10)
        storedSpans += payload.spans
        // No faster than one in 10 ms.
        return try Load(payload, port: collector.otlpPort, connections: 1, spansPerSecond: 1000).wait().latencies
            .figures
    }

    private static let loadSeconds = 10.0

    /// What is known of the answers now.
    private var check: AnswerCheck {
        AnswerCheck(workload: workload, wholeTraces: nextTrace, sentTraces: nextTrace)
    }

    /// A trace from all over the store.
    private func scattered(_ round: Int, among traces: Int) -> Int {
        Int(UInt64(round) &* 2_654_435_761 % UInt64(traces))
    }

    /// The searches by kind.
    private func searches(_ truth: [NewestMatches]) -> [[Question]] {
        var kinds: [[Question]] = []
        for known in truth {
            let question = Question.search(
                known, startUnixNano: options.endUnixNano - Self.windowNano,
                endUnixNano: Self.nowUnixNano + Self.windowNano)
            if kinds.last?.first?.kind == question.kind {
                kinds[kinds.count - 1].append(question)
            } else {
                kinds.append([question])
            }
        }
        return kinds
    }
}
