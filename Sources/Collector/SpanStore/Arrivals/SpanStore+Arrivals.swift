import Synchronization

extension SpanStore {
    /// The place after everything that has arrived so far.
    public var endOfArrivals: ArrivalCursor {
        engine.state.withLock { $0.endOfArrivals }
    }

    /// Stored requests after `cursor` in the order of their arrival, at least one if there is any, together of at
    /// most `maximumBytes` unless the first alone is larger.
    ///
    /// A cursor into what retention has deleted goes on with the oldest request that is left.
    public func arrivals(after cursor: ArrivalCursor, maximumBytes: Int) throws(SpanStoreError) -> Arrivals {
        let (records, files) = engine.state.withLock { ($0.index.records, $0.files) }
        var next = cursor
        var requests: [[UInt8]] = []
        var bytes = 0
        for number in Self.firstRecord(after: cursor, in: records)..<records.endIndex {
            let record = records[number]
            bytes += Int(record.count)
            guard requests.isEmpty || bytes <= maximumBytes else { break }
            guard let file = files[record.file] else {
                throw SpanStoreError(code: .io, message: "\(LogFile.name(record.file)) is gone")
            }
            requests.append(try file.read(at: record.payloadOffset, count: Int(record.count)))
            next = ArrivalCursor(file: UInt64(record.file), offset: UInt64(record.end))
        }
        return Arrivals(requests: requests, next: next)
    }

    /// Returns as soon as there is a request after `cursor`; throws `CancellationError` when the task is cancelled
    /// and a ``SpanStoreError`` when the store is closed.
    ///
    /// A store that was opened for reading only learns of no new request.
    public func waitForArrivals(after cursor: ArrivalCursor) async throws {
        let id = engine.state.withLock { $0.arrivalWaiters.makeID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = engine.state.withLock { state in
                    if state.endOfArrivals > cursor { return .success(()) }
                    if state.arrivalWaiters.isClosed {
                        return .failure(SpanStoreError(code: .closed, message: "the store is closed"))
                    }
                    // A cancellation before this was not heard by the handler, one after it will be.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.arrivalWaiters.add(id, after: cursor, continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            engine.state.withLock { $0.arrivalWaiters.remove(id) }?.resume(throwing: CancellationError())
        }
    }

    /// The number of the first record that begins at the cursor or behind it.
    private static func firstRecord(after cursor: ArrivalCursor, in records: BlockTable<RecordRow>) -> Int {
        var lower = records.startIndex
        var upper = records.endIndex
        while lower < upper {
            let middle = (lower + upper) / 2
            let record = records[middle]
            if ArrivalCursor(file: UInt64(record.file), offset: UInt64(record.offset)) < cursor {
                lower = middle + 1
            } else {
                upper = middle
            }
        }
        return lower
    }
}
