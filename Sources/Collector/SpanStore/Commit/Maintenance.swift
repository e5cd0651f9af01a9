import CMemory
import OTLP
import Synchronization

/// What the maintenance's thread is told, and tells.
struct MaintenanceState {
    /// Whether there is something to do before the next regular round.
    var isDue = true
    var isStopping = false
    var hasStopped = false
    /// Why the last round could not make a segment; nil when it could.
    var failure: SpanStoreError?
}

extension StoreEngine {
    /// How long a round may keep others waiting, in nanoseconds: without a cause, and while making segments fails.
    private static let idleNano: UInt64 = 5_000_000_000
    private static let failingNano: UInt64 = 1_000_000_000

    /// Makes segments, merges and expires them, until it is told to stop and nothing is left to be made.
    func maintain() {
        var pause = Self.idleNano
        var hasFreedMemory = true
        while true {
            let isStopping = maintenance.wait(nanoseconds: pause) { state -> Bool? in
                guard state.isDue || state.isStopping else { return nil }
                state.isDue = false
                return state.isStopping
            }
            if isStopping == nil, hasFreedMemory {
                // Under load the next head takes what the last one has freed.
                memory_release_free()
                hasFreedMemory = false
            }
            var failure: SpanStoreError?
            do throws(SpanStoreError) {
                sealQuietHead()
                expire()
                while try buildNext() {
                    hasFreedMemory = true
                    expire()
                }
                while try mergeNext() { hasFreedMemory = true }
            } catch {
                failure = error
                expire()
            }
            pause = failure == nil ? Self.idleNano : Self.failingNano
            maintenance.withLock { $0.failure = failure }
            if isStopping == true { return maintenance.withLock { $0.hasStopped = true } }
        }
    }

    /// Waits while the head before this one is made a segment. Returns why nothing can be taken when that fails.
    func waitForRoom() -> SpanStoreError? {
        maintenance.wait { maintenance -> SpanStoreError?? in
            guard self.state.withLock({ $0.sealed.count }) > 1 else { return .some(nil) }
            guard let failure = maintenance.failure else { return nil }
            return SpanStoreError(code: failure.code, message: failure.message, cause: failure.cause)
        }
    }

    /// Asks the writer to seal a head that nothing is added to any more, or whose first span came long ago, so that
    /// memory and retention need not wait.
    private func sealQuietHead() {
        let (arrivals, isWorthSealing) = state.withLock { state in
            // An exporter that is in the head has caught up, or will find it in memory.
            (state.arrivals, state.head.rowCount >= options.maximumHeadSpans / 32)
        }
        guard let arrivals else { return }
        let now = now()
        func isOver(_ age: Duration, since time: UInt64) -> Bool {
            now > time && Duration.nanoseconds(Int64(clamping: now - time)) > age
        }
        let isQuiet = isWorthSealing && isOver(.seconds(10), since: arrivals.upperBound)
        if isQuiet || isOver(options.maximumHeadAge, since: arrivals.lowerBound) {
            queue?.withLock { $0.requestSeal() }
        }
    }

    /// Makes a segment of the oldest sealed head; false when there is none.
    private func buildNext() throws(SpanStoreError) -> Bool {
        guard let sealed = state.withLock({ $0.sealed.first }) else { return false }
        var segment: SegmentFile?
        if sealed.snapshot.rowCount > 0 {
            segment = try write(
                sealed.snapshot, generations: sealed.generation...sealed.generation, arrivals: sealed.arrivals)
        }
        state.withLock { $0.replace(sealed.generation, by: segment) }
        // What cannot be removed now is removed at the next start.
        try? POSIX.unlink(sealed.log.path)
        maintenance.withLock { $0.failure = nil }
        return true
    }

    /// Merges some neighbouring small segments; false when there are none.
    private func mergeNext() throws(SpanStoreError) -> Bool {
        // What an exporter has not passed stays as it is, since its place counts the spans of a segment.
        let segments = state.withLock { state in
            let exported = state.exportedGeneration ?? .max
            return state.segments.prefix { $0.footer.generations.upperBound < exported }
        }
        let range = MergePolicy.next(segments.map(MergePolicy.Segment.init), options)
        guard let range else { return false }
        let merged = Array(segments[range])
        let segment: SegmentFile
        do throws(SpanStoreError) {
            segment = try merge(merged)
        } catch {
            // A damaged segment stays as it is, and is served as far as it can be.
            guard error.code == .damaged else { throw error }
            report([error])
            return false
        }
        state.withLock { $0.replace(merged, by: segment) }
        for file in merged { try? POSIX.unlink(file.path) }
        return true
    }

    private func merge(_ segments: [SegmentFile]) throws(SpanStoreError) -> SegmentFile {
        let head = Head(generation: 0)
        let zstandard = Zstandard()
        let pages = DictionaryPageCache(maximumBytes: 4 << 20)
        for segment in segments {
            try SegmentReader(segment, cache: pages, zstandard: zstandard).copy(into: head)
        }
        let footers = segments.map(\.footer)
        let first = footers.map(\.generations.lowerBound).min() ?? 0
        let last = footers.map(\.generations.upperBound).max() ?? 0
        let oldest = footers.map(\.oldestArrivalUnixNano).min() ?? 0
        let newest = footers.map(\.newestArrivalUnixNano).max() ?? 0
        return try write(HeadSnapshot(head), generations: first...last, arrivals: oldest...newest)
    }

    /// Writes a segment under another name first, so that a file with a segment's name is always whole.
    private func write(
        _ snapshot: HeadSnapshot, generations: ClosedRange<UInt64>, arrivals: ClosedRange<UInt64>
    ) throws(SpanStoreError) -> SegmentFile {
        let incomplete = directory + "/" + StoreFileName.incompleteSegment.description
        let path = directory + "/" + StoreFileName.segment(generations).description
        do throws(SystemError) {
            let file = try SegmentOutput(path: incomplete)
            var builder = SegmentBuilder(snapshot, generations: generations, arrivals: arrivals)
            try builder.write { (bytes) throws(SystemError) in try file.append(bytes) }
            try file.finish()
            try POSIX.rename(incomplete, to: path)
            try POSIX.synchronizeDirectory(directory)
        } catch {
            try? POSIX.unlink(incomplete)
            throw error.storeError("write", path)
        }
        return try SegmentFile(path: path)
    }

    /// Deletes the segments that retention has no room for.
    private func expire() {
        while let segment = state.withLock({ $0.removeExpired(options, nowUnixNano: now()) }) {
            // What cannot be deleted now comes back with the next start, and is deleted then.
            try? POSIX.unlink(segment.path)
        }
    }
}
