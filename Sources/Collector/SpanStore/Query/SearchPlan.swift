import OTLP
import Synchronization

/// Where a search looks, the latest part first, and what it has found out about each segment and head. Shared by the threads
/// that run it.
final class SearchPlan: Sendable {
    /// A block of a segment, or some rows of a head.
    struct Part {
        /// The segment, or the head behind the segments.
        var container: Int
        /// The block of the segment, or the rows of the head.
        var rows: Range<Int>
        var latest: UInt64
    }

    let search: CompiledSearch
    let snapshot: StoreSnapshot
    let parts: [Part]
    private let segments: [Once<Result<SegmentSearch, SpanStoreError>>]
    private let heads: [Once<HeadSearch>]

    init(_ search: CompiledSearch, _ snapshot: StoreSnapshot) {
        self.search = search
        self.snapshot = snapshot
        segments = snapshot.segments.map { _ in Once() }
        heads = snapshot.heads.map { _ in Once() }
        var parts: [Part] = []
        func add(_ container: Int, _ rows: Range<Int>, _ earliest: UInt64, _ latest: UInt64) {
            guard search.starts.overlaps(min(earliest, latest)...latest) else { return }
            parts.append(Part(container: container, rows: rows, latest: latest))
        }
        for (index, segment) in snapshot.segments.enumerated() {
            for (number, block) in segment.footer.blocks.enumerated() {
                add(index, number..<number + 1, block.earliestStart, block.latestStart)
            }
        }
        for (index, snapshot) in snapshot.heads.enumerated() {
            for first in stride(from: 0, to: snapshot.rowCount, by: HeadBlock.count) {
                let end = min(first + HeadBlock.count, snapshot.rowCount)
                // The block that is being filled may have any times.
                let block = end - first == HeadBlock.count ? snapshot.head.blocks[first >> HeadBlock.bits] : nil
                add(segments.count + index, first..<end, block?.earliestStart ?? 0, block?.latestStart ?? .max)
            }
        }
        parts.sort { $0.latest > $1.latest }
        self.parts = parts
    }

    /// Adds what a part has to the newest traces.
    func visit(
        _ part: Part, _ view: StoreView, _ control: QueryControl, _ newest: inout NewestTraces
    ) throws(SpanStoreError) {
        guard part.container < segments.count else {
            try control.scan(rows: part.rows.count)
            let index = part.container - segments.count
            let head = heads[index].get { HeadSearch(search, snapshot.heads[index]) }
            if !head.isEmpty { head.run(part.rows) { newest.add($1, $2) } }
            return
        }
        let reader = view.readers[part.container]
        let segment = try segments[part.container].get {
            Result { () throws(SpanStoreError) in try SegmentSearch(search, reader) }
        }.get()
        if segment.isEmpty { return }
        try control.scan(rows: reader.file.footer.blocks[part.rows.lowerBound].rowCount)
        try segment.run(part.rows.lowerBound, reader) { newest.add($1, $2) }
    }
}

/// A value that the first thread to ask for it makes; the others wait.
private final class Once<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func get(_ make: () -> Value) -> Value {
        value.withLock { value in
            if let value { return value }
            let made = make()
            value = made
            return made
        }
    }
}
