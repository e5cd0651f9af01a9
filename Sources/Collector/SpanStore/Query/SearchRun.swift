import OTLP

/// Finds the traces of a search, newest matching span first, and reads no more than it must.
///
/// Blocks of rows are visited from the latest start to the earliest. Their rows that pass the index's columns wait in a
/// heap until no block that is left can hold a newer one; only then are their attributes read.
struct SearchRun {
    private let search: TraceSearch
    private let snapshot: StoreSnapshot
    private let reader: RecordReader
    private let matchers: [AttributeMatcher]
    /// For each operation, whether its service, name and kind are asked for.
    private let wanted: [Bool]
    private var candidates = CandidateHeap()
    private var found: Set<TraceID> = []
    private var traces: [TraceID] = []

    init(_ search: TraceSearch, snapshot: StoreSnapshot, reader: RecordReader) {
        self.search = search
        self.snapshot = snapshot
        self.reader = reader
        matchers = search.filter.attributes.map(AttributeMatcher.init)
        let filter = search.filter
        wanted = snapshot.operations.map { operation in
            (filter.service.map { snapshot.services[Int(operation.service)] == $0 } ?? true)
                && (filter.operation.map { snapshot.names[Int(operation.name)] == $0 } ?? true)
                && (filter.kind.map { operation.kind == $0 } ?? true)
        }
    }

    /// The identifiers of the traces, in order.
    mutating func run() throws(SpanStoreError) -> [TraceID] {
        guard search.limit > 0, wanted.contains(true) else { return [] }
        let first = snapshot.spans.startIndex >> BlockTable<SpanRow>.blockShift
        let blocks = (first..<max(first, snapshot.blockTimes.count))
            .filter { overlaps(snapshot.blockTimes[$0]) }
            .sorted { snapshot.blockTimes[$0].latest > snapshot.blockTimes[$1].latest }
        for block in blocks {
            try take(newerThan: snapshot.blockTimes[block].latest)
            if traces.count == search.limit { return traces }
            collect(block)
        }
        try take(newerThan: nil)
        return traces
    }

    private func overlaps(_ times: SpanIndex.BlockTimes) -> Bool {
        times.latest >= (search.startUnixNano ?? 0) && times.earliest <= (search.endUnixNano ?? .max)
    }

    /// Reads the candidates that start after `time`, or all, until there are enough traces.
    private mutating func take(newerThan time: UInt64?) throws(SpanStoreError) {
        while traces.count < search.limit, let row = candidates.first {
            if let time, row.startUnixNano <= time { return }
            _ = candidates.popFirst()
            guard !found.contains(row.traceID) else { continue }
            if !matchers.isEmpty, try !reader.matches(row, matchers) { continue }
            found.insert(row.traceID)
            traces.append(row.traceID)
        }
    }

    private mutating func collect(_ block: Int) {
        let count = BlockTable<SpanRow>.blockCount
        let from = search.startUnixNano ?? 0
        let to = search.endUnixNano ?? .max
        let shortest = search.filter.minimumDurationNano ?? 0
        let longest = search.filter.maximumDurationNano ?? .max
        let lower = max(block * count, snapshot.spans.startIndex)
        let upper = min(block * count + count, snapshot.spans.endIndex)
        guard lower < upper else { return }
        for number in lower..<upper {
            let row = snapshot.spans[number]
            guard wanted[Int(row.operation)], row.startUnixNano >= from, row.startUnixNano <= to,
                row.durationNano >= shortest, row.durationNano <= longest,
                search.filter.status == nil || row.status == search.filter.status
            else { continue }
            candidates.insert(row)
        }
    }
}
