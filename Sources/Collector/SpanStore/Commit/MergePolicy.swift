/// Which segments become one.
///
/// Heads are sealed when they are full, and a full segment is never written again. Only what was sealed early, by age, at
/// a stop or by a small bound, is merged, eight of a size at a time, so that each span is written again once for each
/// factor of eight.
enum MergePolicy {
    /// What counts of a segment.
    struct Segment {
        var rows: Int
        var bytes: Int
        var oldestArrivalUnixNano: UInt64
        var newestArrivalUnixNano: UInt64
    }

    /// How many become one.
    static let count = 8

    /// The first neighbours that should become one, of segments in the order of their generations.
    static func next(_ segments: [Segment], _ options: SpanStore.Options) -> Range<Int>? {
        guard segments.count >= count else { return nil }
        for first in 0...segments.count - count {
            let part = segments[first..<first + count]
            let tier = tier(part[first].rows)
            guard part.allSatisfy({ self.tier($0.rows) == tier }),
                part.reduce(0, { $0 + $1.rows }) <= options.maximumHeadSpans, keepsRetention(part, options)
            else { continue }
            return part.indices
        }
        return nil
    }

    /// Retention deletes whole segments, so none may hold much of what is to be kept.
    private static func keepsRetention(_ part: ArraySlice<Segment>, _ options: SpanStore.Options) -> Bool {
        if let bytes = options.retentionBytes, part.reduce(0, { $0 + $1.bytes }) > bytes / count { return false }
        guard let age = options.retentionAge, let oldest = part.map(\.oldestArrivalUnixNano).min(),
            let newest = part.map(\.newestArrivalUnixNano).max()
        else { return true }
        return Duration.nanoseconds(Int64(clamping: newest - oldest)) <= age / count
    }

    private static func tier(_ rows: Int) -> Int {
        var tier = 0
        var limit = count
        while rows > limit {
            tier += 1
            limit *= count
        }
        return tier
    }
}

extension MergePolicy.Segment {
    init(_ file: SegmentFile) {
        self.init(
            rows: file.footer.rowCount, bytes: file.byteCount,
            oldestArrivalUnixNano: file.footer.oldestArrivalUnixNano,
            newestArrivalUnixNano: file.footer.newestArrivalUnixNano)
    }
}
