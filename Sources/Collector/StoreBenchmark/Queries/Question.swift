import FoundationEssentials
import OTLP
import StoreWorkload

/// One query: where to send it, and what it is about.
struct Question: Sendable {
    enum Subject: Sendable {
        case trace(number: Int)
        case unknownTrace
        case search(NewestMatches)
    }

    /// How many traces a search asks for.
    static let limit = 20

    /// The kind under which its latency is reported.
    var kind: String
    var target: String
    var subject: Subject

    static func trace(_ number: Int, of workload: Workload) -> Question {
        Question(
            kind: "trace by id", target: "/api/traces/\(workload.id(of: number))", subject: .trace(number: number))
    }

    /// A question for a trace whose number is greater than all that are ever sent.
    static func unknownTrace(_ number: Int, of workload: Workload) -> Question {
        Question(
            kind: "unknown trace id", target: "/api/traces/\(workload.id(of: 1 << 50 + number))", subject: .unknownTrace
        )
    }

    static func search(_ known: NewestMatches, startUnixNano: UInt64, endUnixNano: UInt64) -> Question {
        let search = known.search
        var components = URLComponents()
        components.path = "/api/traces"
        components.queryItems = [
            ("service", search.service.name), ("operation", search.operation),
            ("tag", search.isError ? "error:true" : search.attribute.map { "\($0.key):\($0.value)" }),
            ("minDuration", search.minimumDurationNano.map { "\($0)ns" }), ("limit", "\(limit)"),
            ("start", "\(startUnixNano / 1000)"), ("end", "\(endUnixNano / 1000)"),
        ].compactMap { name, value in value.map { URLQueryItem(name: name, value: $0) } }
        return Question(kind: search.name, target: components.string ?? "", subject: .search(known))
    }

    /// What is wrong with an answer; nil when nothing is.
    func problem(with response: HTTPConnection.Response, _ check: AnswerCheck, isLoading: Bool) -> String? {
        let (status, body) = (response.status, response.body)
        switch subject {
        case .trace(let number): return check.problem(status: status, body: body, trace: number)
        case .unknownTrace: return status == 404 ? nil : "status \(status) for a trace that was never sent"
        case .search(let known) where isLoading:
            return check.problemWhileLoading(status: status, body: body, known: known, limit: Self.limit)
        case .search(let known): return check.problem(status: status, body: body, expected: known)
        }
    }
}
