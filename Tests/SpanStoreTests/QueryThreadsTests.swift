import OTLP
import Testing

@testable import SpanStore

@Suite("Searches on several threads")
struct QueryThreadsTests {
    private let directory = TemporaryDirectory()

    /// Puts so many small segments into a directory that every search has to look into many of them.
    private func makeStore(_ generator: inout ModelGenerator) async throws {
        let store = try SpanStore(directory: directory.child("store"), options: .init(maximumHeadSpans: 10))
        for round in 0..<60 {
            let spans = (0..<10).map { _ in generator.span(round: round / 4) }
            let request = ExportTraceServiceRequest(
                resourceSpans: spans.map { span in
                    ResourceSpans(
                        resource: span.resource, scopeSpans: [ScopeSpans(scope: span.scope, spans: [span.span])])
                })
            _ = try await store.append(request.protobuf())
        }
        await store.close()
    }

    private func open(threads: Int, maximumScannedSpans: Int = .max) throws -> SpanStore {
        try SpanStore(
            directory: directory.child("store"), mode: .readOnly,
            options: .init(maximumScannedSpans: maximumScannedSpans, maximumQueryThreads: threads))
    }

    @Test("Given many segments, when several threads search, then they find what one finds, in the same order")
    func answers() async throws {
        var generator = ModelGenerator(seed: 2_026)
        try await makeStore(&generator)
        let alone = try open(threads: 1)
        let together = try open(threads: 4)
        #expect(alone.engine.snapshot().segments.count > 40)
        var found = 0
        for _ in 0..<200 {
            let search = generator.search(rounds: 15)
            let traces = try alone.search(search)
            found += traces.count
            #expect(try together.search(search) == traces, "\(search)")
        }
        #expect(found > 200)
    }

    @Test("Given several threads, when the caller cancels, then the search ends")
    func cancellation() async throws {
        var generator = ModelGenerator(seed: 7)
        try await makeStore(&generator)
        let store = try open(threads: 4)
        for allowed in [0, 1, 12] {
            var asked = 0
            let error = #expect(throws: SpanStoreError.self) {
                try store.search(TraceSearch(filter: SpanFilter(), limit: 1_000)) {
                    asked += 1
                    return asked > allowed
                } body: { _ in
                }
            }
            #expect(error?.code == .cancelled)
        }
    }

    @Test("Given several threads, when they would look at more spans than allowed, then the search is refused")
    func budget() async throws {
        var generator = ModelGenerator(seed: 8)
        try await makeStore(&generator)
        let store = try open(threads: 4, maximumScannedSpans: 300)
        let error = #expect(throws: SpanStoreError.self) {
            try store.search(TraceSearch(filter: SpanFilter(), limit: 1_000))
        }
        #expect(error?.code == .budgetExceeded)
    }

    @Test("Given all helpers at work, when another search runs, then it works alone and answers the same")
    func noHelperFree() async throws {
        var generator = ModelGenerator(seed: 9)
        try await makeStore(&generator)
        let expected = try open(threads: 1).search(TraceSearch(filter: SpanFilter(), limit: 1_000))
        let store = try open(threads: 2)
        let answers = try await withThrowingTaskGroup(of: [Trace].self) { group in
            for _ in 0..<8 {
                group.addTask { try store.search(TraceSearch(filter: SpanFilter(), limit: 1_000)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 8 && answers.allSatisfy { $0 == expected })
    }
}
