/// Rows that match a search as far as the index can tell, newest first.
struct CandidateHeap {
    private var rows: [SpanRow] = []

    var first: SpanRow? { rows.first }

    mutating func insert(_ row: SpanRow) {
        rows.append(row)
        var child = rows.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard Self.precedes(rows[child], rows[parent]) else { return }
            rows.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popFirst() -> SpanRow? {
        guard let last = rows.popLast() else { return nil }
        guard let first = rows.first else { return last }
        rows[0] = last
        var parent = 0
        while true {
            var next = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < rows.count && Self.precedes(rows[child], rows[next]) {
                next = child
            }
            guard next != parent else { return first }
            rows.swapAt(next, parent)
            parent = next
        }
    }

    /// Later starts first; among equal ones, lower identifiers.
    static func precedes(_ lhs: SpanRow, _ rhs: SpanRow) -> Bool {
        if lhs.startUnixNano != rhs.startUnixNano { return lhs.startUnixNano > rhs.startUnixNano }
        return lhs.traceID < rhs.traceID
    }
}
