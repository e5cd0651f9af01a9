import OTLP

/// The traces whose newest matching span is the newest, as many as are asked for; among equal starts, lower identifiers.
struct NewestTraces {
    private let limit: Int
    private var starts: [TraceID: UInt64] = [:]
    /// Nothing that starts before this can be among them.
    private(set) var threshold: UInt64 = 0

    init(limit: Int) {
        self.limit = limit
    }

    mutating func add(_ trace: TraceID, _ start: UInt64) {
        guard start >= threshold else { return }
        if let known = starts[trace], known >= start { return }
        starts[trace] = start
    }

    /// Leaves out what starts before a time; others have found enough that is newer.
    mutating func raise(_ threshold: UInt64) {
        self.threshold = max(self.threshold, threshold)
    }

    /// Adds what another thread has found.
    mutating func merge(_ other: NewestTraces) {
        for (trace, start) in other.starts { add(trace, start) }
        prune()
    }

    /// Forgets those that are too many.
    mutating func prune() {
        guard starts.count >= limit else { return }
        let newest = sorted
        raise(newest[limit - 1].start)
        guard starts.count > limit else { return }
        starts = Dictionary(uniqueKeysWithValues: newest.prefix(limit).map { ($0.trace, $0.start) })
    }

    /// The traces, newest first.
    var sorted: [(trace: TraceID, start: UInt64)] {
        starts.map { (trace: $0.key, start: $0.value) }.sorted { Self.precedes($0, $1) }
    }

    static func precedes(_ first: (trace: TraceID, start: UInt64), _ second: (trace: TraceID, start: UInt64)) -> Bool {
        first.start == second.start ? first.trace < second.trace : first.start > second.start
    }
}
