import StoreWorkload

/// Asks questions over one connection and keeps the latencies by kind. Answers are checked after the clock, at once or
/// at the end.
struct QueryRun {
    private struct Row {
        var latencies = Latencies()
        var wrong = 0
        var checked = 0
    }

    private let connection: HTTPConnection
    private let check: AnswerCheck
    private let isLoading: Bool
    private var kinds: [String] = []
    private var rows: [String: Row] = [:]
    private var unchecked: [(question: Question, response: HTTPConnection.Response)] = []
    private var uncheckedBytes = 0
    /// What was wrong, one sentence for each answer that was.
    private(set) var problems: [String] = []

    /// While a load runs, checks would take processor time from it, so that they wait; but no more than this waits.
    private static let mostUncheckedBytes = 256 << 20

    init(port: Int, check: AnswerCheck, isLoading: Bool) throws(BenchmarkError) {
        connection = try HTTPConnection(port: port)
        self.check = check
        self.isLoading = isLoading
    }

    mutating func ask(_ question: Question) throws(BenchmarkError) {
        if rows[question.kind] == nil { kinds.append(question.kind) }
        let start = ContinuousClock.now
        let response = try connection.get(question.target)
        rows[question.kind, default: Row()].latencies.add(start.duration(to: .now))
        if !isLoading { return judge(question, response) }
        guard uncheckedBytes < Self.mostUncheckedBytes else { return }
        uncheckedBytes += response.body.count
        unchecked.append((question, response))
    }

    /// Checks what waits, and gives the figures of each kind.
    mutating func finish() -> [QueryFigures] {
        for (question, response) in unchecked { judge(question, response) }
        unchecked = []
        return kinds.map { kind in
            let row = rows[kind] ?? Row()
            return QueryFigures(kind: kind, latency: row.latencies.figures, checked: row.checked, wrong: row.wrong)
        }
    }

    private mutating func judge(_ question: Question, _ response: HTTPConnection.Response) {
        rows[question.kind, default: Row()].checked += 1
        if let problem = question.problem(with: response, check, isLoading: isLoading) {
            rows[question.kind, default: Row()].wrong += 1
            problems.append("\(question.kind)\(isLoading ? ", while loading" : ""): \(problem)")
        }
    }
}
