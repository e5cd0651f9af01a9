/// The files of a store's directory, looked at without the directory's lock, beside a writer or without one.
struct StoreListing {
    /// A segment, open or not.
    struct Segment {
        var name: String
        var range: ClosedRange<UInt64>
        var file: Result<SegmentFile, SpanStoreError>
        /// Whether a wider segment holds the same.
        var isSuperseded: Bool
    }

    /// A log.
    struct Log {
        var name: String
        var generation: UInt64
        /// Whether a segment holds the same.
        var isSuperseded: Bool
    }

    /// In the order of their generations.
    private(set) var segments: [Segment] = []
    private(set) var logs: [Log] = []
    /// What is no log and no segment.
    private(set) var others: [String] = []
    /// Whether a file went while the listing was made, as the writer made another one of it.
    private(set) var isOutdated = false

    init(_ directory: String) throws(SpanStoreError) {
        let names: [String]
        do throws(SystemError) {
            names = try POSIX.names(in: directory).sorted()
        } catch {
            throw error.storeError("read", directory)
        }
        var ranges: [ClosedRange<UInt64>] = []
        for name in names where name != "." && name != ".." {
            switch StoreFileName(name) {
            case .segment(let range): ranges.append(range)
            case .log(let generation): logs.append(Log(name: name, generation: generation, isSuperseded: false))
            case .incompleteSegment, nil: others.append(name)
            }
        }
        // The widest first, as when a store is opened.
        ranges.sort { ($1.upperBound - $1.lowerBound, $0.lowerBound) < ($0.upperBound - $0.lowerBound, $1.lowerBound) }
        for range in ranges { open(StoreFileName.segment(range).description, range, in: directory) }
        segments.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        for index in logs.indices { logs[index].isSuperseded = holds(logs[index].generation...logs[index].generation) }
    }

    private mutating func open(_ name: String, _ range: ClosedRange<UInt64>, in directory: String) {
        let file = Result { () throws(SpanStoreError) in try SegmentFile(path: directory + "/" + name) }
        if case .failure(let error) = file, (error.cause as? SystemError)?.isMissing == true {
            isOutdated = true
            return
        }
        segments.append(Segment(name: name, range: range, file: file, isSuperseded: holds(range)))
    }

    /// Whether a readable segment holds one of these generations.
    private func holds(_ range: ClosedRange<UInt64>) -> Bool {
        segments.contains { segment in
            guard case .success = segment.file else { return false }
            return segment.range.overlaps(range)
        }
    }
}
