import OTLP

/// Compares answers of Jaeger's API with the workload, of which any trace can be made again.
public struct AnswerCheck: Sendable {
    private let workload: Workload
    private let wholeTraces: Int
    private let sentTraces: Int

    /// A check against a workload.
    ///
    /// - Parameters:
    ///   - wholeTraces: all spans of the traces with numbers below this had been acknowledged before the question.
    ///   - sentTraces: no trace from this number on is ever sent.
    public init(workload: Workload, wholeTraces: Int, sentTraces: Int) {
        self.workload = workload
        self.wholeTraces = wholeTraces
        self.sentTraces = sentTraces
    }

    /// What is wrong with the answer to a fetch of the trace `number`; nil when nothing is.
    public func problem(status: Int, body: [UInt8], trace number: Int) -> String? {
        let id = workload.id(of: number)
        guard status == 200 else { return "trace \(id): status \(status)" }
        guard let traces = Answer(body)?.traces else { return Self.unreadable }
        guard traces.count == 1, traces[0].id == id else {
            return "trace \(id): the answer has \(traces.count) traces or another one"
        }
        return problem(with: traces[0], workload.trace(number))
    }

    /// What is wrong with the answer to a search of which everything is known; nil when nothing is.
    public func problem(status: Int, body: [UInt8], expected: NewestMatches) -> String? {
        guard status == 200 else { return "status \(status)" }
        guard let traces = Answer(body)?.traces else { return Self.unreadable }
        guard traces.map(\.id) == expected.traces.map(\.id) else {
            let known = Set(expected.traces.map(\.id))
            let right = Set(traces.map(\.id)).intersection(known).count
            return "\(traces.count) traces, of which \(right) are among the \(known.count) expected,"
                + " or in another order than newest first"
        }
        return firstProblem(in: traces)
    }

    /// What is wrong with the answer to a search while spans come in: traces that came later than the known ones may be
    /// in it, and these need not be whole yet.
    public func problemWhileLoading(status: Int, body: [UInt8], known: NewestMatches, limit: Int) -> String? {
        guard status == 200 else { return "status \(status)" }
        guard let traces = Answer(body)?.traces else { return Self.unreadable }
        guard (known.traces.count...limit).contains(traces.count), Set(traces.map(\.id)).count == traces.count else {
            return "\(traces.count) traces or some twice, where \(known.traces.count) matched before the load"
        }
        for trace in traces {
            if let sent = sent(trace), known.search.newestMatch(in: sent) == nil {
                return "trace \(trace.id) does not match"
            }
        }
        return firstProblem(in: traces)
    }

    private static let unreadable = "the answer is not Jaeger's JSON"

    private func sent(_ trace: Answer.Trace) -> WorkloadTrace? {
        guard let number = workload.number(of: trace.id), number < sentTraces else { return nil }
        return workload.trace(number)
    }

    private func firstProblem(in traces: [Answer.Trace]) -> String? {
        for trace in traces {
            guard let sent = sent(trace) else { return "trace \(trace.id) was never sent" }
            if let problem = problem(with: trace, sent) { return problem }
        }
        return nil
    }

    private func problem(with trace: Answer.Trace, _ sent: WorkloadTrace) -> String? {
        let ids = Set(sent.spans.map(\.span.spanID))
        let found = Set(trace.spans)
        guard found.count == trace.spans.count else { return "trace \(trace.id) has spans twice" }
        guard found.isSubset(of: ids) else { return "trace \(trace.id) has spans that were never sent" }
        guard found.count == ids.count || sent.number >= wholeTraces else {
            return "trace \(trace.id) has \(found.count) of \(ids.count) spans"
        }
        return nil
    }
}
