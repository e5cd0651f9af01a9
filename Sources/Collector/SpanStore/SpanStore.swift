import Synchronization

/// Spans on disk that can be queried: the collector's store.
///
/// The newest spans are in a log on disk and in memory, all others in immutable segments. Reading calls (``trace(_:)``,
/// ``search(_:)``, ``arrivals(after:maximumBytes:)``) read files and block their thread; so does opening.
public final class SpanStore: Sendable {
    /// What the spans of a resource without `service.name` are filed under.
    public static let unknownService = "unknown_service"

    private let openingWarnings: [String]
    let engine: StoreEngine

    /// Opens the store in `directory`, which is made when it is missing and `mode` is ``Mode/readWrite``.
    public convenience init(
        directory: String, mode: Mode = .readWrite, options: Options = Options()
    ) throws(SpanStoreError) {
        try self.init(directory: directory, mode: mode, options: options, now: POSIX.unixNano)
    }

    init(
        directory: String, mode: Mode, options: Options, now: @escaping @Sendable () -> UInt64
    ) throws(SpanStoreError) {
        let lock = mode == .readWrite ? try Self.prepare(directory) : nil
        let recovery = try StoreRecovery(directory: directory, mode: mode)
        openingWarnings = recovery.warnings
        // The newest log goes on where it ended, if it can; all other heads become segments.
        var last = recovery.heads.last
        if let head = last, !head.isWhole || mode == .readOnly { last = nil }
        let sealed = (last == nil ? recovery.heads[...] : recovery.heads.dropLast()).map { recovered in
            StoreState.SealedHead(
                snapshot: HeadSnapshot(recovered.head), log: recovered.log, logBytes: recovered.end,
                arrivals: recovered.arrivals)
        }
        let head = last?.head ?? Head(generation: recovery.nextGeneration)
        let state = StoreState(
            recovery, sealed: sealed, head: HeadSnapshot(head), arrivals: last?.arrivals, logBytes: last?.end ?? 0)
        engine = StoreEngine(directory: directory, options: options, state: state, writes: lock != nil, now: now)
        guard let lock else { return }
        let target = last.map { LogWriter.Target(file: $0.log, end: $0.end) }
        let log = LogWriter(directory: directory, target: target)
        engine.start(StoreWriter(head: head, log: log, limits: options.limits), lock: lock)
    }

    deinit {
        // Whoever drops a store without closing it does not wait, but its thread must end.
        _ = engine.queue?.withLock { $0.close(nil) }
    }

    private static func prepare(_ directory: String) throws(SpanStoreError) -> DirectoryLock {
        do throws(SystemError) {
            try POSIX.makeDirectory(directory)
        } catch {
            throw error.storeError("create", directory)
        }
        return try DirectoryLock.acquire(in: directory)
    }

    /// Stores an `ExportTraceServiceRequest` in protobuf: when this returns, its spans are on disk and can be queried.
    ///
    /// Spans without valid identifiers are left out and counted; a malformed request is refused as a whole, as is one
    /// that comes when too much waits already or when the storage fails. What is refused is not stored.
    public func append(_ request: [UInt8]) async throws(SpanStoreError) -> AppendResult {
        guard let queue = engine.queue else {
            throw SpanStoreError(code: .readOnly, message: "the store was opened for reading only")
        }
        let outcome = await withCheckedContinuation { continuation in
            let entry = CommitQueue.Entry(request: request, continuation: continuation)
            if let refusal = queue.withLock({ $0.add(entry) }) { continuation.resume(returning: .failure(refusal)) }
        }
        return try outcome.get()
    }

    /// Writes what waits, refuses what comes, and gives up the directory's lock. May be called again.
    public func close() async {
        guard let queue = engine.queue else {
            let waiters = engine.state.withLock { $0.arrivalWaiters.close() }
            for waiter in waiters { waiter.resume(throwing: SpanStoreError(code: .closed, message: "closed")) }
            return
        }
        await withCheckedContinuation { continuation in
            if queue.withLock({ $0.close(continuation) }) { continuation.resume() }
        }
    }

    /// What was found wrong when the store was opened and since then, one sentence each; the rest is served.
    public var warnings: [String] {
        openingWarnings + engine.state.withLock { $0.damages }
    }

    /// What the store holds now.
    public var statistics: Statistics {
        let waitingBytes = engine.queue?.withLock { $0.waitingBytes } ?? 0
        return engine.state.withLock { state in
            Statistics(
                spans: state.spanCount, traces: state.traceCount, bytes: state.bytes, files: state.fileCount,
                appendedRequests: state.appendedRequests, waitingBytes: waitingBytes)
        }
    }
}
