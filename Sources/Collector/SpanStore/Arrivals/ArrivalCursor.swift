/// A place in the order in which spans arrived; text that may be kept in a file and read again after a restart.
public struct ArrivalCursor: Hashable, Sendable {
    /// The log, or the first of those that became a segment.
    var generation: UInt64
    /// The last log that became the segment; nil when the offset counts spans of a log.
    var lastGeneration: UInt64?
    /// How many spans come before, in the order of the log or of the segment.
    var offset: Int

    /// Before everything that the store holds.
    public static let start = ArrivalCursor(generation: 0, offset: 0)

    init(generation: UInt64, lastGeneration: UInt64? = nil, offset: Int) {
        self.generation = generation
        self.lastGeneration = lastGeneration
        self.offset = offset
    }

    /// Reads the text form, `LOG:OFFSET` or `FIRST-LAST:OFFSET`; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let offset = Int(parts[1]), offset >= 0, parts[1].first != "+" else { return nil }
        let generations = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
        switch (generations.count, generations.first, generations.last) {
        case (1, let first??, _): self.init(generation: first, offset: offset)
        case (2, let first??, let last??) where first <= last:
            self.init(generation: first, lastGeneration: last, offset: offset)
        default: return nil
        }
    }
}

extension ArrivalCursor: Comparable {
    /// Orders by arrival.
    public static func < (lhs: ArrivalCursor, rhs: ArrivalCursor) -> Bool {
        (lhs.generation, lhs.offset) < (rhs.generation, rhs.offset)
    }
}

extension ArrivalCursor: CustomStringConvertible {
    /// `LOG:OFFSET` or `FIRST-LAST:OFFSET`.
    public var description: String {
        lastGeneration.map { "\(generation)-\($0):\(offset)" } ?? "\(generation):\(offset)"
    }
}
