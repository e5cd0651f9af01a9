import OTLP
import Testing

@testable import StoreWorkload

@Suite("Search")
struct SearchTests {
    @Test("given traces in any order, then the newest that match are kept, and all that match are counted")
    func newest() {
        let traces = everything(of: smallWorkload()).traces
        let search = Search(name: "errors", service: .trips, isError: true)
        let matching = traces.filter { trace in
            trace.spans.contains { $0.service == .trips && $0.span.status.code == .error }
        }
        var newest = NewestMatches(search, limit: 5)
        for trace in traces.reversed() { newest.add(trace) }
        var again = NewestMatches(search, limit: 5)
        for trace in traces { again.add(trace) }
        #expect(matching.count > 5)
        #expect(newest.count == matching.count)
        #expect(newest.traces.map(\.id) == again.traces.map(\.id))
        let starts = matching.compactMap { search.newestMatch(in: $0) }.sorted(by: >)
        #expect(newest.traces.map(\.start) == Array(starts.prefix(5)))
    }

    @Test("given searches, then each kind finds something, but for a value that nothing has")
    func kinds() {
        let workload = smallWorkload()
        let traces = everything(of: workload).traces
        var found: [String: Int] = [:]
        for search in Search.all(in: workload, traces: traces.count) {
            let matches = traces.filter { search.newestMatch(in: $0) != nil }.count
            found[search.name, default: 0] += matches
            if search.name == "rare value" { #expect((1...20).contains(matches)) }
        }
        #expect(found.removeValue(forKey: "value not there") == 0)
        #expect(found.count == 5)
        #expect(found.values.allSatisfy { $0 > 0 })
    }

    @Test("given a span, then a search matches it only by all that is asked for in one and the same span")
    func oneSpan() throws {
        let workload = smallWorkload()
        let trace = try #require(
            (0..<1000).lazy.map(workload.trace).first { $0.spans[0].span.name == "POST /v2/rides" })
        let root = trace.spans[0]
        let duration = root.span.durationNano
        func finds(_ search: Search) -> Bool { search.newestMatch(in: trace) != nil }
        #expect(finds(Search(name: "", service: .edge, operation: root.span.name, minimumDurationNano: duration)))
        #expect(!finds(Search(name: "", service: .edge, minimumDurationNano: duration + 1)))
        #expect(!finds(Search(name: "", service: .dispatch, operation: root.span.name)))
        #expect(
            finds(Search(name: "", service: .edge, attribute: KeyValue(key: "rider.id", value: .string(trace.rider)))))
        #expect(
            !finds(Search(name: "", service: .geo, attribute: KeyValue(key: "rider.id", value: .string(trace.rider)))))
    }
}
