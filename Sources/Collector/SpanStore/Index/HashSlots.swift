/// An open-addressed hash table of row numbers; the rows themselves hold the keys.
struct HashSlots {
    private static let empty = UInt32.max

    private var slots: ContiguousArray<UInt32>
    private(set) var count = 0

    init(minimumCapacity: Int = 512) {
        var capacity = 1024
        while capacity < minimumCapacity * 2 { capacity *= 2 }
        slots = ContiguousArray(repeating: Self.empty, count: capacity)
    }

    /// Whether the table should be rebuilt with more room before the next row comes.
    var isCrowded: Bool { count * 4 >= slots.count * 3 }

    /// The row with this hash that `matches`.
    @inline(__always)
    func row(hash: UInt64, where matches: (UInt32) -> Bool) -> UInt32? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != Self.empty {
            if matches(slots[slot]) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Puts `row` in the place of the row that `matches`, or adds it; returns the row that was there.
    @inline(__always)
    mutating func replace(hash: UInt64, with row: UInt32, where matches: (UInt32) -> Bool) -> UInt32? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != Self.empty {
            if matches(slots[slot]) {
                let previous = slots[slot]
                slots[slot] = row
                return previous
            }
            slot = (slot + 1) & mask
        }
        slots[slot] = row
        count += 1
        return nil
    }

    /// All rows, in no order.
    var rows: some Sequence<UInt32> { slots.lazy.filter { $0 != Self.empty } }
}
