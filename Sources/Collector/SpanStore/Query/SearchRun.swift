import OTLP

/// Finds the traces of a search: blocks are visited from the latest start to the earliest, until no block that is left
/// can hold anything newer than what has been found.
struct SearchRun {
    private struct Part {
        /// The segment, or the head behind the segments.
        var container: Int
        /// The block of the segment, or the rows of the head.
        var rows: Range<Int>
        var latest: UInt64
    }

    private let search: CompiledSearch
    private let view: StoreView
    private let control: QueryControl
    private var segments: [SegmentSearch?]
    private var heads: [HeadSearch?]
    private var parts: [Part] = []
    /// What could not be read and was left out.
    private(set) var damages: [SpanStoreError] = []

    init(_ search: CompiledSearch, _ view: StoreView, _ control: QueryControl) {
        self.search = search
        self.view = view
        self.control = control
        segments = Array(repeating: nil, count: view.readers.count)
        heads = Array(repeating: nil, count: view.snapshot.heads.count)
        for (index, reader) in view.readers.enumerated() {
            for (number, block) in reader.file.footer.blocks.enumerated() {
                add(index, number..<number + 1, block.earliestStart, block.latestStart)
            }
        }
        for (index, snapshot) in view.snapshot.heads.enumerated() {
            for first in stride(from: 0, to: snapshot.rowCount, by: HeadBlock.count) {
                let end = min(first + HeadBlock.count, snapshot.rowCount)
                // The block that is being filled may have any times.
                let block = end - first == HeadBlock.count ? snapshot.head.blocks[first >> HeadBlock.bits] : nil
                add(view.readers.count + index, first..<end, block?.earliestStart ?? 0, block?.latestStart ?? .max)
            }
        }
        parts.sort { $0.latest > $1.latest }
    }

    private mutating func add(_ container: Int, _ rows: Range<Int>, _ earliest: UInt64, _ latest: UInt64) {
        guard search.starts.overlaps(min(earliest, latest)...latest) else { return }
        parts.append(Part(container: container, rows: rows, latest: latest))
    }

    /// The newest traces, at most `limit`; whether that is all there are.
    mutating func run(limit: Int) throws(SpanStoreError) -> (found: [(trace: TraceID, start: UInt64)], isAll: Bool) {
        var newest = NewestTraces(limit: limit)
        for part in parts {
            guard part.latest >= newest.threshold else { break }
            if part.container < segments.count {
                try visit(part, &newest)
            } else {
                try control.scan(rows: part.rows.count)
                let index = part.container - segments.count
                let head = heads[index] ?? HeadSearch(search, view.snapshot.heads[index])
                heads[index] = head
                if !head.isEmpty { head.run(part.rows) { newest.add($1, $2) } }
            }
            newest.prune()
        }
        let found = newest.sorted
        return (found, found.count < limit)
    }

    private mutating func visit(_ part: Part, _ newest: inout NewestTraces) throws(SpanStoreError) {
        do throws(SpanStoreError) {
            let reader = view.readers[part.container]
            let segment: SegmentSearch
            if let known = segments[part.container] {
                segment = known
            } else {
                segment = try SegmentSearch(search, reader)
                segments[part.container] = segment
            }
            if segment.isEmpty { return }
            try control.scan(rows: reader.file.footer.blocks[part.rows.lowerBound].rowCount)
            try segment.run(part.rows.lowerBound) { newest.add($1, $2) }
        } catch {
            // The rest is served.
            guard error.code == .damaged else { throw error }
            damages.append(error)
        }
    }
}
