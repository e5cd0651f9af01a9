import OTLP
import TestSupport
import Testing

@testable import SpanStore
@testable import StoreCrashWriter

@Suite("A store whose writer is killed")
struct KillTests {
    /// When a writer is killed.
    enum Moment: CaseIterable {
        /// While it starts, opens the store and replays logs.
        case opening
        /// Soon after the store is open.
        case opened
        /// Under load, some time after so many spans were acknowledged.
        case loaded
    }

    /// What was acknowledged: the spans of each trace.
    private struct Acknowledged {
        var spans: [UInt64: Set<UInt64>] = [:]
        var count = 0

        mutating func add(_ line: String) throws {
            let numbers = line.split(separator: " ").compactMap { UInt64($0) }
            try #require(numbers.count == 2, "\(line)")
            if spans[numbers[0], default: []].insert(numbers[1]).inserted { count += 1 }
        }
    }

    /// Together 208 kills.
    @Test(
        "Given a writer killed at 52 random moments, then nothing acknowledged is missing or changed",
        arguments: UInt64(1)...4)
    func killed(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let directory = try TemporaryDirectory()
        let path = directory.path + "/store"
        var acknowledged = Acknowledged()
        var openings = 0
        for writer in UInt64(1)...52 {
            let process = try WriterProcess(directory: path, writer: writer)
            switch Moment.allCases.randomElement(using: &generator)! {
            case .opening:
                try #require(process.read(lines: .max, microseconds: .random(in: 0...40_000, using: &generator)))
            case .opened:
                try #require(process.read(lines: 1))
                try #require(process.read(lines: .max, microseconds: .random(in: 0...2_000, using: &generator)))
            case .loaded:
                try #require(process.read(lines: .random(in: 1...500, using: &generator)))
                try #require(process.read(lines: .max, microseconds: .random(in: 0...5_000, using: &generator)))
            }
            #expect(process.kill() == 9)
            for line in process.lines {
                if line == "open" {
                    openings += 1
                } else if line.hasPrefix("warning ") {
                    #expect(line.contains("bytes that are no whole record"), "\(line)")
                } else {
                    try acknowledged.add(line)
                }
            }
            // In between, a reader looks at what the kill has left, before any writer has repaired it.
            if writer.isMultiple(of: 13) {
                try expectAll(acknowledged, in: SpanStore(directory: path, mode: .readOnly), everyTrace: false)
            }
        }
        #expect(openings >= 20 && acknowledged.count >= 1_000)
        let store = try SpanStore(directory: path, options: CrashLoad.options)
        try expectAll(acknowledged, in: store, everyTrace: true)
        // Segments were not only built but merged as well.
        let generations = try POSIX.names(in: path).compactMap { name -> UInt64? in
            if case .segment(let range)? = StoreFileName(name) { range.upperBound - range.lowerBound } else { nil }
        }
        #expect(generations.contains { $0 >= 7 })
    }

    private func expectAll(_ acknowledged: Acknowledged, in store: SpanStore, everyTrace: Bool) throws {
        #expect(store.warnings.allSatisfy { $0.contains("bytes that are no whole record") }, "\(store.warnings)")
        let everything = try store.search(TraceSearch(limit: .max >> 1))
        let found = Dictionary(uniqueKeysWithValues: everything.map { ($0.id.low, $0) })
        for (trace, spans) in acknowledged.spans {
            let missing = spans.subtracting(found[trace]?.spans.map(\.span.spanID.value) ?? [])
            #expect(missing.isEmpty, "search: trace \(trace) lacks \(missing)")
        }
        for trace in everything {
            // Whatever is there is as it was sent, once, acknowledged or not.
            let number = trace.id.low
            #expect(Set(trace.spans.map(\.span.spanID)).count == trace.spans.count)
            #expect(
                trace.spans.allSatisfy {
                    $0.span == CrashLoad.span(trace: number, id: $0.span.spanID.value)
                        && $0.resource == CrashLoad.resource(of: number)
                }, "trace \(number) has changed")
            if everyTrace { #expect(try store.trace(trace.id) == trace) }
        }
        // Through the index and the dictionaries as well.
        let some = try #require(acknowledged.spans.keys.filter { $0 != CrashLoad.sharedTrace }.min())
        let span = CrashLoad.span(trace: some, id: acknowledged.spans[some]!.min()!)
        let distinct = SpanFilter.Attribute(key: "distinct", value: span.attributes[1].value.description)
        #expect(try store.search(TraceSearch(filter: SpanFilter(attributes: [distinct]))).map(\.id.low) == [some])
    }
}
