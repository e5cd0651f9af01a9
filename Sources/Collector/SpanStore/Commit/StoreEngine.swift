import Synchronization

/// The store's shared state and its writer thread.
final class StoreEngine: Sendable {
    let options: SpanStore.Options
    let state: Mutex<StoreState>
    /// The queue in front of the writer; nil when the store only reads.
    let queue: BlockingCondition<CommitQueue>?
    let now: @Sendable () -> UInt64

    init(_ recovery: LogRecovery, options: SpanStore.Options, writes: Bool, now: @escaping @Sendable () -> UInt64) {
        self.options = options
        self.now = now
        state = Mutex(StoreState(recovery))
        queue = writes ? BlockingCondition(CommitQueue(maximumBytes: options.maximumWaitingBytes)) : nil
    }

    /// Starts the thread that writes until the queue is closed. The lock is held so long.
    func start(_ writer: LogWriter, lock: DirectoryLock) {
        guard let queue else { return }
        startThread {
            var writer = writer
            self.expire()
            while true {
                switch queue.wait(until: { $0.next() }) {
                case .write(let entries): self.commit(entries[...], &writer)
                case .stop(let closers):
                    for waiter in self.state.withLock({ $0.arrivalWaiters.close() }) {
                        waiter.resume(throwing: SpanStoreError(code: .closed, message: "the store is closed"))
                    }
                    lock.release()
                    for closer in closers { closer.resume() }
                    return
                }
            }
        }
    }

    /// Writes as many files as the entries need, each with one write and one synchronization.
    private func commit(_ entries: ArraySlice<CommitQueue.Entry>, _ writer: inout LogWriter) {
        var rest = entries
        while !rest.isEmpty {
            let group = rest.prefix(writer.admit(rest.lazy.map(\.request)))
            rest = rest.dropFirst(group.count)
            let requests = group.map(\.request)
            var failure: SpanStoreError?
            do throws(SpanStoreError) {
                let (file, offsets) = try writer.commit(requests)
                // One at a time, so that a query waits for one request and not for a whole batch.
                for (request, offset) in zip(requests, offsets) {
                    state.withLock { $0.publish(request, in: file, at: offset, arrivalUnixNano: now()) }
                }
                let ready = state.withLock { $0.arrivalWaiters.removeAll(before: $0.endOfArrivals) }
                for waiter in ready { waiter.resume() }
            } catch {
                failure = error
            }
            queue?.withLock { $0.finish(bytes: requests.reduce(0) { $0 + $1.byteCount }) }
            for entry in group {
                entry.continuation.resume(returning: failure.map { .failure($0) } ?? .success(entry.request.result))
            }
            expire()
        }
    }

    /// Deletes the files that retention has no room for. A file that cannot be deleted is tried again next time.
    private func expire() {
        while let file = state.withLock({ $0.expired(options, nowUnixNano: now()) }) {
            do throws(SystemError) {
                try POSIX.unlink(file.path)
            } catch {
                guard error.isMissing else { return }
            }
            state.withLock { $0.removeFirst() }
        }
    }
}
