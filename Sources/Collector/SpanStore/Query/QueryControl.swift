import Synchronization

/// What keeps a query from running on, on whichever threads: a cancellation, or a budget of spans that it may look at.
final class QueryControl: Sendable {
    private let maximumRows: Int
    private let rows = Atomic(0)
    private let hasStopped = Atomic(false)

    init(maximumRows: Int) {
        self.maximumRows = maximumRows
    }

    /// Whether one of the threads has found a reason to end the query.
    var isStopped: Bool { hasStopped.load(ordering: .relaxed) }

    func stop() { hasStopped.store(true, ordering: .relaxed) }

    /// Asks whether so many rows more may be looked at.
    func scan(rows count: Int) throws(SpanStoreError) {
        guard rows.add(count, ordering: .relaxed).newValue <= maximumRows else {
            throw SpanStoreError(
                code: .budgetExceeded,
                message: "the search would look at more than \(maximumRows) spans; ask for a shorter period")
        }
    }

    /// Throws when whoever asked does not want the answer any more.
    static func check(_ isCancelled: () -> Bool) throws(SpanStoreError) {
        guard !isCancelled() else { throw SpanStoreError(code: .cancelled, message: "the search was cancelled") }
    }
}
