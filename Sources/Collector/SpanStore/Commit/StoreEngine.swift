import Synchronization

/// The store's shared state and its two threads: one writes logs, one makes segments of them.
final class StoreEngine: Sendable {
    let directory: String
    let options: SpanStore.Options
    let state: Mutex<StoreState>
    /// The queue in front of the writer; nil when the store only reads.
    let queue: BlockingCondition<CommitQueue>?
    let maintenance = BlockingCondition(MaintenanceState())
    let now: @Sendable () -> UInt64
    let pages: DictionaryPageCache
    let helpers: QueryHelpers

    init(
        directory: String, options: SpanStore.Options, state: StoreState, writes: Bool,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.directory = directory
        self.options = options
        self.now = now
        self.state = Mutex(state)
        queue = writes ? BlockingCondition(CommitQueue(maximumBytes: options.maximumWaitingBytes)) : nil
        pages = DictionaryPageCache(maximumBytes: options.maximumCacheBytes)
        helpers = QueryHelpers(count: max(0, options.maximumQueryThreads - 1))
    }

    /// Starts the threads, which work until the queue is closed. The lock is held so long.
    func start(_ writer: sending StoreWriter, lock: DirectoryLock) {
        guard let queue else { return }
        let maintains = startThread {
            POSIX.blockFileSizeSignal()
            self.maintain()
        }
        // The writer is handed over to the new thread, and used by nobody else.
        let handed = Handed(writer)
        let writes = startThread {
            POSIX.blockFileSizeSignal()
            let writer = handed.value
            while true {
                switch queue.wait(until: { $0.next() }) {
                case .write(let entries): writer.commit(entries, self, queue)
                case .seal: writer.seal(self)
                case .stop(let closers):
                    if self.state.withLock({ $0.isWorthSealing(self.options) }) { writer.seal(self) }
                    self.maintenance.withLock { $0.isStopping = true }
                    self.maintenance.wait { $0.hasStopped ? () : nil }
                    for waiter in self.state.withLock({ $0.arrivalWaiters.close() }) {
                        waiter.resume(throwing: SpanStoreError(code: .closed, message: "the store is closed"))
                    }
                    lock.release()
                    for closer in closers { closer.resume() }
                    return
                }
            }
        }
        precondition(maintains && writes, "no thread can be started")
    }

    func snapshot() -> StoreSnapshot {
        state.withLock { $0.snapshot }
    }

    /// What one query reads from.
    func view() -> StoreView {
        StoreView(snapshot(), cache: pages, limits: options.limits)
    }

    /// Keeps what a query found damaged, for whoever asks.
    func report(_ damages: [SpanStoreError]) {
        guard !damages.isEmpty else { return }
        state.withLock { state in
            for damage in damages where !state.damages.contains(damage.message) { state.damages.append(damage.message) }
        }
    }
}

/// Hands a value that is not Sendable to a thread.
private struct Handed<Value>: @unchecked Sendable {
    // Unchecked: whoever makes it gives the value away.
    let value: Value

    init(_ value: Value) { self.value = value }
}
