import OTLP
import Synchronization

/// Appends requests to the head and to its log, and seals the head when it is full. Used by the writer's thread.
final class StoreWriter {
    private var head: Head
    private var log: LogWriter
    private var encoder = LogRecordEncoder()
    private var scanned = ScannedRequest()
    private let limits: Limits
    /// How many requests became durable together last, and how long that took.
    private var expectedRequests = 1
    private var synchronizationNano: UInt64 = 0

    /// A group takes no more requests when it has so many bytes.
    private static let groupBytes = 4 << 20
    private static let longestWaitNano: UInt64 = 2_000_000

    init(head: Head, log: LogWriter, limits: Limits) {
        self.head = head
        self.log = log
        self.limits = limits
    }

    /// Makes requests durable with one synchronization, then visible, then known to whoever waits for them.
    func commit(_ entries: [CommitQueue.Entry], _ engine: StoreEngine, _ queue: BlockingCondition<CommitQueue>) {
        var group = Group(entries)
        if let refusal = engine.waitForRoom() {
            group.outcomes = entries.map { _ in .failure(refusal) }
        } else {
            let mark = head.mark
            append(to: &group, queue)
            makeDurable(&group, from: mark, engine)
        }
        queue.withLock { $0.finish(bytes: group.bytes) }
        for (entry, outcome) in zip(group.entries, group.outcomes) { entry.continuation.resume(returning: outcome) }
        if isFull(engine.options) || log.isBroken { seal(engine, isBusy: true) }
    }

    /// Requests that become durable together.
    private struct Group {
        var entries: [CommitQueue.Entry]
        var outcomes: [CommitQueue.Outcome] = []
        var bytes: Int

        init(_ entries: [CommitQueue.Entry]) {
            self.entries = entries
            bytes = entries.reduce(0) { $0 + $1.request.count }
        }
    }

    /// Appends the group's requests to the head, and those that come meanwhile.
    ///
    /// Whoever sends one request after the other cannot send the next before this group is durable. So when the group
    /// before had more requests, the same senders are probably about to send theirs, and waiting a little for them, less
    /// than a synchronization takes, lets one synchronization serve them all. A sender who is alone never waits.
    private func append(to group: inout Group, _ queue: BlockingCondition<CommitQueue>) {
        var deadline: UInt64?
        while true {
            for entry in group.entries[group.outcomes.count...] { group.outcomes.append(append(entry.request)) }
            guard group.bytes < Self.groupBytes else { break }
            var more = queue.withLock { $0.more() }
            if more == nil, group.entries.count < expectedRequests {
                let now = POSIX.monotonicNano()
                let end = deadline ?? now + min(synchronizationNano / 2, Self.longestWaitNano)
                deadline = end
                if now < end { more = queue.wait(nanoseconds: end - now) { $0.more() } }
            }
            guard let more else { break }
            group.entries += more
            group.bytes += more.reduce(0) { $0 + $1.request.count }
        }
        expectedRequests = group.entries.count
    }

    /// Puts the head aside, if there is anything in it, for the maintenance to make a segment of it.
    ///
    /// - Parameter isBusy: whether the next head will be filled as this one was, and so gets tables of the same size.
    func seal(_ engine: StoreEngine, isBusy: Bool = false) {
        guard let target = log.target else { return }
        let next = Head(generation: head.generation + 1, like: isBusy ? head : nil)
        engine.state.withLock { $0.seal(target.file, next: next) }
        head = next
        log.finishFile()
        encoder.startHead()
        engine.maintenance.withLock { $0.isDue = true }
    }

    private func isFull(_ options: SpanStore.Options) -> Bool {
        head.rows.count >= options.maximumHeadSpans || head.byteCount >= options.maximumHeadBytes
            || (log.target?.end ?? 0) >= options.maximumFileBytes
    }

    /// Writes what was appended after the mark to the log, and shows it to queries when it is on the storage.
    private func makeDurable(_ group: inout Group, from mark: Head.Mark, _ engine: StoreEngine) {
        guard head.rows.count > mark.rows else { return }
        let arrival = engine.now()
        encoder.encode(head, from: mark, arrivalUnixNano: arrival)
        let start = POSIX.monotonicNano()
        do throws(SpanStoreError) {
            try log.append(encoder.bytes, generation: head.generation)
        } catch {
            head.reset(to: mark)
            // What was refused for itself stays so.
            group.outcomes = group.outcomes.map { if case .success = $0 { .failure(error) } else { $0 } }
            return
        }
        synchronizationNano = POSIX.monotonicNano() - start
        let snapshot = HeadSnapshot(head)
        let requests = group.outcomes.count { if case .success = $0 { true } else { false } }
        let ready = engine.state.withLock { state in
            state.publish(
                snapshot, arrivalUnixNano: arrival, logBytes: log.target?.end ?? 0, requests: requests)
            let end = state.endOfArrivals
            return state.arrivalWaiters.removeAll { $0 < end }
        }
        for waiter in ready { waiter.resume() }
    }

    private func append(_ request: [UInt8]) -> CommitQueue.Outcome {
        let mark = head.mark
        do throws(OTLPError) {
            try request.withTypedThrowingBytes { (bytes) throws(OTLPError) in
                try WireScanner.scan(bytes, limits: limits, checksAttributes: false, into: &scanned)
                try head.append(scanned, in: bytes, limits: limits)
            }
        } catch {
            head.reset(to: mark)
            return .failure(SpanStoreError(code: .invalidRequest, message: "the request is not valid", cause: error))
        }
        return .success(
            AppendResult(
                acceptedSpans: scanned.spans.count, rejectedSpans: scanned.rejectedSpans,
                rejectionMessage: scanned.firstRejection?.description))
    }
}
