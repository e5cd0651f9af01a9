/// What the store knows, under its lock.
struct StoreState {
    /// A head that takes no more spans and waits to become a segment.
    struct SealedHead {
        var snapshot: HeadSnapshot
        var log: LogFile
        var logBytes: Int
        /// When its first and its last record arrived, in nanoseconds since 1970.
        var arrivals: ClosedRange<UInt64>

        var generation: UInt64 { snapshot.head.generation }
    }

    /// In the order of their generations, as are the heads behind them.
    private(set) var segments: [SegmentFile] = []
    private(set) var sealed: [SealedHead] = []
    /// The head that is filled.
    private(set) var head: HeadSnapshot
    /// The bytes in its log, and when its first and its last record arrived.
    private(set) var logBytes = 0
    private(set) var arrivals: ClosedRange<UInt64>?
    /// A head that has become a segment while an exporter stood in the middle of it.
    private(set) var followed: HeadSnapshot?
    /// The generation in which an exporter stands.
    private(set) var exportedGeneration: UInt64?
    var appendedRequests = 0
    var arrivalWaiters = ArrivalWaiters()
    /// What was found damaged, each once.
    var damages: [String] = []

    init(
        _ recovery: StoreRecovery, sealed: [SealedHead], head: HeadSnapshot, arrivals: ClosedRange<UInt64>?,
        logBytes: Int
    ) {
        segments = recovery.segments
        self.sealed = sealed
        self.head = head
        self.arrivals = arrivals
        self.logBytes = logBytes
    }

    var snapshot: StoreSnapshot {
        StoreSnapshot(segments: segments, heads: sealed.map(\.snapshot) + [head])
    }

    var bytes: Int {
        segments.reduce(0) { $0 + $1.byteCount } + sealed.reduce(0) { $0 + $1.logBytes } + logBytes
    }

    var fileCount: Int { segments.count + sealed.count + (logBytes > 0 ? 1 : 0) }

    var spanCount: Int {
        segments.reduce(0) { $0 + $1.footer.rowCount } + sealed.reduce(0) { $0 + $1.snapshot.rowCount } + head.rowCount
    }

    /// About how many traces there are: one whose spans came over a long time is counted more than once.
    var traceCount: Int {
        segments.reduce(0) { $0 + $1.footer.traceCount } + sealed.reduce(0) { $0 + $1.snapshot.head.traceCount }
            + head.head.traceCount
    }

    /// The place after the newest span.
    var endOfArrivals: ArrivalCursor {
        ArrivalCursor(generation: head.head.generation, offset: head.rowCount)
    }

    /// Whether there are spans that a cursor has not seen.
    func hasArrivals(after cursor: ArrivalCursor) -> Bool {
        if head.rowCount > 0 { return endOfArrivals > cursor }
        if let last = sealed.last {
            return ArrivalCursor(generation: last.generation, offset: last.snapshot.rowCount) > cursor
        }
        guard let last = segments.last?.footer else { return false }
        return last.generations.upperBound >= cursor.generation && last.firstRow(after: cursor) < last.rowCount
    }

    /// Makes what has become durable visible to queries.
    mutating func publish(_ snapshot: HeadSnapshot, arrivalUnixNano: UInt64, logBytes: Int, requests: Int) {
        head = snapshot
        self.logBytes = logBytes
        arrivals = min(arrivals?.lowerBound ?? .max, arrivalUnixNano)...max(arrivals?.upperBound ?? 0, arrivalUnixNano)
        appendedRequests += requests
    }

    /// Puts the head aside and begins the next one.
    mutating func seal(_ log: LogFile, next: Head) {
        sealed.append(
            SealedHead(snapshot: head, log: log, logBytes: logBytes, arrivals: arrivals ?? 0...0))
        head = HeadSnapshot(next)
        logBytes = 0
        arrivals = nil
    }

    /// A sealed head has become a segment; without one it was empty.
    mutating func replace(_ generation: UInt64, by segment: SegmentFile?) {
        guard let index = sealed.firstIndex(where: { $0.generation == generation }) else { return }
        let head = sealed.remove(at: index)
        if exportedGeneration == generation { followed = head.snapshot }
        guard let segment else { return }
        let place = segments.firstIndex { $0.footer.generations.lowerBound > generation } ?? segments.count
        segments.insert(segment, at: place)
    }

    /// Some neighbouring segments have become one.
    mutating func replace(_ merged: [SegmentFile], by segment: SegmentFile) {
        guard let first = segments.firstIndex(where: { $0 === merged.first }) else { return }
        segments.replaceSubrange(first..<first + merged.count, with: [segment])
    }

    /// Whether the head should become a segment though it is not full, when nothing more comes for now. A small one is
    /// replayed soon enough, and an exporter in the middle of one would have to begin anew with the segment.
    func isWorthSealing(_ options: SpanStore.Options) -> Bool {
        head.rowCount >= options.maximumHeadSpans / 32 && exportedGeneration != head.head.generation
    }

    /// Forgets the head that was kept for exporters once they are past it.
    mutating func exporterStands(in generation: UInt64) {
        exportedGeneration = generation
        if let followed, followed.head.generation < generation { self.followed = nil }
    }

    /// Takes out the oldest segment if it is beyond what is to be kept. What has not become a segment always stays.
    mutating func removeExpired(_ options: SpanStore.Options, nowUnixNano: UInt64) -> SegmentFile? {
        guard let oldest = segments.first, isExpired(oldest, options, nowUnixNano) else { return nil }
        return segments.removeFirst()
    }

    private func isExpired(_ segment: SegmentFile, _ options: SpanStore.Options, _ nowUnixNano: UInt64) -> Bool {
        if let limit = options.retentionBytes, bytes > limit { return true }
        let newest = segment.footer.newestArrivalUnixNano
        guard let age = options.retentionAge, nowUnixNano > newest else { return false }
        return Duration.nanoseconds(Int64(clamping: nowUnixNano - newest)) > age
    }
}
