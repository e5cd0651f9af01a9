import OTLP
import Synchronization

/// Appends requests to the head and to its log, and seals the head when it is full. Used by the writer's thread.
final class StoreWriter {
    private var head: Head
    private var log: LogWriter
    private var encoder = LogRecordEncoder()
    private var scanned = ScannedRequest()
    private let limits: Limits

    init(head: Head, log: LogWriter, limits: Limits) {
        self.head = head
        self.log = log
        self.limits = limits
    }

    /// Makes requests durable with one synchronization, then visible, then known to whoever waits for them.
    func commit(_ entries: [CommitQueue.Entry], _ engine: StoreEngine, _ queue: BlockingCondition<CommitQueue>) {
        let bytes = entries.reduce(0) { $0 + $1.request.count }
        let outcomes: [CommitQueue.Outcome]
        if let refusal = engine.waitForRoom() {
            outcomes = entries.map { _ in .failure(refusal) }
        } else {
            outcomes = store(entries, engine)
        }
        queue.withLock { $0.finish(bytes: bytes) }
        for (entry, outcome) in zip(entries, outcomes) { entry.continuation.resume(returning: outcome) }
        if isFull(engine.options) || log.isBroken { seal(engine) }
    }

    /// Puts the head aside, if there is anything in it, for the maintenance to make a segment of it.
    func seal(_ engine: StoreEngine) {
        guard let target = log.target else { return }
        let next = Head(generation: head.generation + 1)
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

    private func store(_ entries: [CommitQueue.Entry], _ engine: StoreEngine) -> [CommitQueue.Outcome] {
        let mark = head.mark
        var outcomes: [CommitQueue.Outcome] = []
        for entry in entries { outcomes.append(append(entry.request)) }
        guard head.rows.count > mark.rows else { return outcomes }
        let arrival = engine.now()
        encoder.encode(head, from: mark, arrivalUnixNano: arrival)
        do throws(SpanStoreError) {
            try log.append(encoder.bytes, generation: head.generation)
        } catch {
            head.reset(to: mark)
            // What was refused for itself stays so.
            return outcomes.map { if case .success = $0 { .failure(error) } else { $0 } }
        }
        let snapshot = HeadSnapshot(head)
        let requests = outcomes.count { if case .success = $0 { true } else { false } }
        let ready = engine.state.withLock { state in
            state.publish(
                snapshot, arrivalUnixNano: arrival, logBytes: log.target?.end ?? 0, requests: requests)
            let end = state.endOfArrivals
            return state.arrivalWaiters.removeAll { $0 < end }
        }
        for waiter in ready { waiter.resume() }
        return outcomes
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
