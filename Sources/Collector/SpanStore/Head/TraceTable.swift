import CMemory
import OTLP

/// Finds the rows of a trace and of a span in a head; the rows themselves hold the keys.
struct TraceTable: ~Copyable, Sendable {
    /// Open addressing by trace: the newest row of each, plus one; 0 is free.
    private var traces: RowSlots
    /// Open addressing by trace and span.
    private var spans: RowSlots
    private(set) var traceCount = 0

    /// How many slots the tables have, to give the next head as many from the start.
    struct Capacity {
        fileprivate var traces = 1 << 10
        fileprivate var spans = 1 << 10
    }

    init(_ capacity: Capacity) {
        traces = RowSlots(capacity: capacity.traces)
        spans = RowSlots(capacity: capacity.spans)
    }

    var capacity: Capacity { Capacity(traces: traces.capacity, spans: spans.capacity) }

    @inline(__always)
    func contains(_ trace: TraceID, _ span: SpanID, in rows: StableColumn<SpanRow>) -> Bool {
        spans.find(Self.hash(trace, span)) { row in rows[row].spanID == span && rows[row].traceID == trace } != nil
    }

    /// Lets the memory come that looking for a span will read first.
    @inline(__always)
    func prefetch(_ trace: TraceID, _ span: SpanID) {
        spans.prefetch(Self.hash(trace, span))
        traces.prefetch(Self.hash(trace))
    }

    /// Lets the row come that looking for a trace will read next.
    @inline(__always)
    func prefetchRow(_ trace: TraceID, in rows: StableColumn<SpanRow>) {
        if let row = traces.first(Self.hash(trace)) { rows.prefetch(row) }
    }

    func last(of trace: TraceID, in rows: StableColumn<SpanRow>) -> Int? {
        traces.find(Self.hash(trace)) { rows[$0].traceID == trace }
    }

    /// Adds a row and returns the one before it in its trace, plus one, or 0.
    @inline(__always)
    mutating func insert(_ number: Int, in rows: StableColumn<SpanRow>) -> UInt32 {
        let row = rows[number]
        spans.reserve { Self.hash(rows[$0].traceID, rows[$0].spanID) }
        spans.add(number, Self.hash(row.traceID, row.spanID))
        traces.reserve { Self.hash(rows[$0].traceID) }
        let previous = traces.replace(number, Self.hash(row.traceID)) { rows[$0].traceID == row.traceID }
        if previous == 0 { traceCount += 1 }
        return previous
    }

    /// Removes the newest row.
    mutating func remove(_ number: Int, in rows: StableColumn<SpanRow>) {
        let row = rows[number]
        if row.previous == 0 { traceCount -= 1 }
        spans.set(number, Self.hash(row.traceID, row.spanID), to: RowSlots.removed)
        traces.set(number, Self.hash(row.traceID), to: row.previous == 0 ? RowSlots.removed : row.previous)
    }

    @inline(__always)
    private static func hash(_ trace: TraceID) -> Int { Int(truncatingIfNeeded: ByteHash.of(trace.high, trace.low)) }

    @inline(__always)
    private static func hash(_ trace: TraceID, _ span: SpanID) -> Int {
        Int(truncatingIfNeeded: ByteHash.of(trace.high ^ span.value, trace.low &+ span.value))
    }
}

/// A hash table of row numbers, plus one; 0 is a free slot.
///
/// Unchecked because of the pointer, which nobody but the one owner of the value has.
private struct RowSlots: ~Copyable, @unchecked Sendable {
    /// Stands where a row was, so that ways over the slot still lead on.
    static let removed = UInt32.max

    private var slots: UnsafeMutableBufferPointer<UInt32>
    /// How many slots are not free.
    private var used = 0

    init(capacity: Int) {
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: 0)
    }

    deinit { slots.deallocate() }

    var capacity: Int { slots.count }

    @inline(__always)
    func prefetch(_ hash: Int) {
        memory_prefetch(slots.baseAddress! + (hash & (slots.count - 1)))
    }

    /// The row in the first slot of a hash's way.
    @inline(__always)
    func first(_ hash: Int) -> Int? {
        let slot = slots[hash & (slots.count - 1)]
        return slot == 0 || slot == Self.removed ? nil : Int(slot) - 1
    }

    @inline(__always)
    func find(_ hash: Int, _ isWanted: (Int) -> Bool) -> Int? {
        let at = slot(hash, isWanted)
        return slots[at] == 0 ? nil : Int(slots[at]) - 1
    }

    @inline(__always)
    mutating func add(_ row: Int, _ hash: Int) {
        slots[slot(hash) { _ in false }] = UInt32(row + 1)
        used += 1
    }

    /// Puts a row in the place of the wanted one and returns that, plus one; or puts it in a free place and returns 0.
    @inline(__always)
    mutating func replace(_ row: Int, _ hash: Int, _ isWanted: (Int) -> Bool) -> UInt32 {
        let at = slot(hash, isWanted)
        let old = slots[at]
        if old == 0 { used += 1 }
        slots[at] = UInt32(row + 1)
        return old
    }

    /// Gives the slot of a row that is in the table another content.
    mutating func set(_ row: Int, _ hash: Int, to value: UInt32) {
        slots[slot(hash) { $0 == row }] = value
    }

    @inline(__always)
    mutating func reserve(_ hash: (Int) -> Int) {
        if (used + 1) * 2 > slots.count { rehash(hash) }
    }

    /// The slot of the wanted row, or the free one at the end of the way.
    @inline(__always)
    private func slot(_ hash: Int, _ isWanted: (Int) -> Bool) -> Int {
        let mask = slots.count - 1
        var at = hash & mask
        while slots[at] != 0 {
            if slots[at] != Self.removed, isWanted(Int(slots[at]) - 1) { break }
            at = (at + 1) & mask
        }
        return at
    }

    private mutating func rehash(_ hash: (Int) -> Int) {
        let old = slots
        let rows = old.count { $0 != 0 && $0 != Self.removed }
        slots = .allocate(capacity: rows * 4 > old.count ? old.count * 2 : old.count)
        slots.initialize(repeating: 0)
        used = 0
        for slot in old where slot != 0 && slot != Self.removed { add(Int(slot) - 1, hash(Int(slot) - 1)) }
        old.deallocate()
    }
}
