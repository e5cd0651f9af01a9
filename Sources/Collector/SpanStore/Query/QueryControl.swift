/// What keeps a query from running on: a cancellation, or a budget of spans that it may look at.
struct QueryControl {
    private let isCancelled: () -> Bool
    private let maximumRows: Int
    private let counter = Counter()

    private final class Counter {
        var rows = 0
    }

    init(maximumRows: Int, isCancelled: @escaping () -> Bool) {
        self.maximumRows = maximumRows
        self.isCancelled = isCancelled
    }

    /// Asks whether so many rows more may be looked at.
    func scan(rows: Int) throws(SpanStoreError) {
        counter.rows += rows
        guard counter.rows <= maximumRows else {
            throw SpanStoreError(
                code: .budgetExceeded,
                message: "the search would look at more than \(maximumRows) spans; ask for a shorter period")
        }
        guard !isCancelled() else { throw SpanStoreError(code: .cancelled, message: "the search was cancelled") }
    }
}
