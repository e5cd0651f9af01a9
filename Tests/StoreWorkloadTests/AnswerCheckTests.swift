import OTLP
import Testing

@testable import StoreWorkload

@Suite("Answer check")
struct AnswerCheckTests {
    private let workload = smallWorkload()
    private let check: AnswerCheck
    private let known: NewestMatches
    private let matching: [WorkloadTrace]

    init() {
        let search = Search(name: "fares", service: .edge, operation: "GET /v2/fares")
        let traces = (0..<200).map(workload.trace)
        var known = NewestMatches(search, limit: 3)
        for trace in traces { known.add(trace) }
        self.known = known
        matching = known.traces.compactMap { match in traces.first { $0.id == match.id } }
        check = AnswerCheck(workload: workload, wholeTraces: 200, sentTraces: 300)
    }

    @Test("given what was sent, then nothing is wrong")
    func right() {
        let trace = workload.trace(5)
        #expect(check.problem(status: 200, body: answer([trace.answered]), trace: 5) == nil)
        let found = answer(matching.map(\.answered))
        #expect(check.problem(status: 200, body: found, expected: known) == nil)
        #expect(check.problemWhileLoading(status: 200, body: found, known: known, limit: 20) == nil)
    }

    @Test("given spans in another order, then nothing is wrong, since Jaeger sorts them by itself")
    func spanOrder() {
        let trace = workload.trace(5).answered
        #expect(check.problem(status: 200, body: answer([(trace.id, trace.spans.reversed())]), trace: 5) == nil)
    }

    @Test("given a trace with something missing, twice or foreign, then that is a problem")
    func wrongTrace() {
        let (id, spans) = workload.trace(5).answered
        let bodies = [
            answer([]), answer([(id, spans.dropLast())]), answer([(id, spans + spans.prefix(1))]),
            answer([(id, spans.dropLast() + [SpanID(value: 1)])]), answer([(workload.id(of: 6), spans)]),
            Array("{}".utf8),
        ].map { Array($0) }
        for body in bodies { #expect(check.problem(status: 200, body: body, trace: 5) != nil) }
        #expect(check.problem(status: 404, body: answer([(id, spans)]), trace: 5) != nil)
    }

    @Test("given an answer to a search with something missing, twice, in another order or foreign, then it is wrong")
    func wrongSearch() {
        let right = matching.map(\.answered)
        let foreign = (id: workload.id(of: 250), spans: workload.trace(250).answered.spans)
        var partial = right
        partial[1].spans.removeLast()
        let answers = [
            right.dropLast(), right + right.prefix(1), right.reversed(), right.dropLast() + [foreign], partial,
        ]
        for traces in answers {
            #expect(check.problem(status: 200, body: answer(Array(traces)), expected: known) != nil)
        }
        #expect(check.problem(status: 500, body: answer(right), expected: known) != nil)
    }

    @Test("given a load, then later traces may be there in part, and nothing else may be")
    func whileLoading() throws {
        let later = try #require((200..<300).lazy.map(workload.trace).first { known.search.newestMatch(in: $0) != nil })
        let other = try #require((200..<300).lazy.map(workload.trace).first { known.search.newestMatch(in: $0) == nil })
        let unsent = try #require(
            (300..<400).lazy.map(workload.trace).first { known.search.newestMatch(in: $0) != nil })
        let right = matching.map(\.answered)
        func problem(_ traces: [(id: TraceID, spans: [SpanID])]) -> String? {
            check.problemWhileLoading(status: 200, body: answer(traces), known: known, limit: 4)
        }
        #expect(problem([(later.id, Array(later.answered.spans.prefix(1)))] + right) == nil)
        #expect(problem([other.answered] + right) != nil)
        #expect(problem([unsent.answered] + right) != nil)
        #expect(problem(right.dropLast()) != nil)
        #expect(problem([later.answered, later.answered] + right.dropLast()) != nil)
        #expect(problem([(right[0].id, right[0].spans.dropLast())] + right.dropFirst()) != nil)
    }
}
