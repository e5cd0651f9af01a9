public import OTLP

/// The answer that a search must get: of all traces shown to it the newest that match, up to a limit.
public struct NewestMatches: Sendable {
    /// What is searched for.
    public let search: Search
    /// The traces, newest first; among equal starts, lower identifiers first.
    public private(set) var traces: [(id: TraceID, start: UInt64)] = []
    /// How many traces match, newest or not.
    public private(set) var count = 0
    private let limit: Int

    /// Nothing yet.
    public init(_ search: Search, limit: Int) {
        self.search = search
        self.limit = limit
    }

    /// Takes note of a trace.
    public mutating func add(_ trace: WorkloadTrace) {
        guard let start = search.newestMatch(in: trace) else { return }
        count += 1
        let place = traces.firstIndex { start > $0.start || start == $0.start && trace.id < $0.id } ?? traces.count
        guard place < limit else { return }
        traces.insert((trace.id, start), at: place)
        if traces.count > limit { traces.removeLast() }
    }
}
