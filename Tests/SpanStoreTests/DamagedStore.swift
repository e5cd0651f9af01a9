import OTLP
import Testing

@testable import SpanStore

/// A store of two segments and a log, one of which a test damages, with what it must answer.
struct DamagedStore {
    /// What the store could not answer.
    struct Outcome {
        /// Whether anything was missing or refused.
        var isIncomplete = false
        /// Whether the store was not opened at all.
        /// What was said of it.
        var words: [String] = []
    }

    let path: String
    /// The file that is damaged, and what it was.
    let name: String
    let original: [UInt8]
    private let names: [String]
    /// All spans of each trace.
    private(set) var spans: [TraceID: [TraceSpan]] = [:]
    /// Spans in other files than the damaged one.
    private(set) var untouched: Set<TraceSpan> = []
    private(set) var untouchedTraces: [TraceID] = []

    /// The trace of which each file has some.
    private static let spreadTrace: UInt64 = 9

    init(in path: String, damaging target: DamageTests.Target) async throws {
        self.path = path
        // Traces 1 and 2 in the first file, 3 and 4 in the second, 5 and 6 in the third.
        for file in UInt64(0)..<3 {
            let options = SpanStore.Options(maximumFileBytes: file < 2 ? 1 : .max)
            let store = try SpanStore(directory: path, options: options)
            let first = file * 2 + 1
            var added = [
                RichSpans.span(trace: first, 1), RichSpans.span(trace: first + 1, 4, parent: 1),
                RichSpans.span(trace: Self.spreadTrace, 10 + file, parent: file == 0 ? nil : 10),
            ]
            if file < 2 { added += [2, 5].map { RichSpans.span(trace: first, $0, parent: 1) } }
            // Several requests, so that the log has several records; the last one fills it.
            if file == 2 {
                for span in added { _ = try await store.append(RichSpans.request([span])) }
            } else {
                _ = try await store.append(RichSpans.request(added))
            }
            await store.close()
            for span in added {
                spans[span.traceID, default: []].append(RichSpans.stored(span))
                if (file == 0) != (target == .segment) && (file == 2) != (target == .log) {
                    untouched.insert(RichSpans.stored(span))
                }
            }
        }
        names = try Files.ofStore(in: path)
        #expect(names.count == 3 && names.count { $0.hasSuffix(".segment") } == 2)
        name = try #require(names.first { $0.hasSuffix(target == .log ? ".log" : ".segment") })
        original = try Files.read(path + "/" + name)
        for id in spans.keys {
            spans[id]?.sort {
                ($0.span.startTimeUnixNano, $0.span.spanID) < ($1.span.startTimeUnixNano, $1.span.spanID)
            }
            if spans[id]!.allSatisfy(untouched.contains) { untouchedTraces.append(id) }
        }
    }

    /// Whether a cut leaves what a log may well be: nothing, or whole records.
    func isWholeLog(cutAt count: Int) -> Bool {
        name.hasSuffix(".log") && (count <= LogFormat.fileHeaderCount || recordEnds.contains(count))
    }

    private var recordEnds: [Int] {
        original.withUnsafeBytes { bytes in
            var replay = LogReplay(bytes)
            var ends: [Int] = []
            while case .record(let record)? = replay.next() { ends.append(record.payload.upperBound) }
            return ends
        }
    }

    /// Writes the file anew, beside nothing but the others that there were: a writer makes a segment of a damaged log.
    func write(_ bytes: [UInt8]) throws {
        for other in try Files.ofStore(in: path) where !names.contains(other) { try POSIX.unlink(path + "/" + other) }
        try Files.write(bytes, to: path + "/" + name)
    }
}
