/// Tasks that wait for requests to arrive.
struct ArrivalWaiters {
    typealias Continuation = CheckedContinuation<Void, any Error>

    private var waiters: [UInt64: (cursor: ArrivalCursor, continuation: Continuation)] = [:]
    private var nextID: UInt64 = 0
    private(set) var isClosed = false

    mutating func makeID() -> UInt64 {
        defer { nextID += 1 }
        return nextID
    }

    mutating func add(_ id: UInt64, after cursor: ArrivalCursor, _ continuation: Continuation) {
        waiters[id] = (cursor, continuation)
    }

    mutating func remove(_ id: UInt64) -> Continuation? {
        waiters.removeValue(forKey: id)?.continuation
    }

    /// Takes out those whose wait has an end.
    mutating func removeAll(where isReady: (ArrivalCursor) -> Bool) -> [Continuation] {
        guard !waiters.isEmpty else { return [] }
        let ready = waiters.filter { isReady($0.value.cursor) }
        for id in ready.keys { waiters[id] = nil }
        return ready.values.map(\.continuation)
    }

    /// Takes out everyone, and lets nobody in again.
    mutating func close() -> [Continuation] {
        isClosed = true
        defer { waiters = [:] }
        return waiters.values.map(\.continuation)
    }
}
