/// Sorts values by their bytes, eight of them at a time: values that share these are sorted by the next eight.
enum ValueSort {
    struct Item: BitwiseCopyable {
        var key: UInt64
        var entry: UInt32
    }

    private typealias Entries = StableColumn<SpanDictionary.Entry>

    /// Sorts by ``ByteOrder``; equal values keep no order.
    static func sort(_ items: UnsafeMutableBufferPointer<Item>, _ entries: StableColumn<SpanDictionary.Entry>) {
        sort(items, entries, from: 0)
    }

    private static func sort(_ items: UnsafeMutableBufferPointer<Item>, _ entries: Entries, from start: Int) {
        guard items.count > 1 else { return }
        if items.count <= 16 { return insertionSort(items, entries) }
        let depth = commonPrefix(items, entries, from: start)
        for index in items.indices { items[index].key = key(entries[Int(items[index].entry)].value, at: depth) }
        var sorted = items
        sorted.sort { $0.key < $1.key }
        var first = 0
        while first < items.count {
            var end = first + 1
            while end < items.count, items[end].key == items[first].key { end += 1 }
            if end - first > 1 {
                sortEqual(UnsafeMutableBufferPointer(rebasing: items[first..<end]), entries, depth)
            }
            first = end
        }
    }

    /// Sorts values that share eight bytes at `depth`, or end within them: those that end come first, the shorter before
    /// the longer.
    private static func sortEqual(_ items: UnsafeMutableBufferPointer<Item>, _ entries: Entries, _ depth: Int) {
        var next = 0
        for index in items.indices where entries[Int(items[index].entry)].value.count <= depth + 8 {
            items.swapAt(index, next)
            next += 1
        }
        var ended = UnsafeMutableBufferPointer(rebasing: items[..<next])
        if next > 1 {
            ended.sort { entries[Int($0.entry)].value.count < entries[Int($1.entry)].value.count }
        }
        sort(UnsafeMutableBufferPointer(rebasing: items[next...]), entries, from: depth + 8)
    }

    private static func insertionSort(_ items: UnsafeMutableBufferPointer<Item>, _ entries: Entries) {
        for index in 1..<items.count {
            let item = items[index]
            let value = entries[Int(item.entry)].value
            var place = index
            while place > 0, ByteOrder.isLess(value, entries[Int(items[place - 1].entry)].value) {
                items[place] = items[place - 1]
                place -= 1
            }
            items[place] = item
        }
    }

    /// How many first bytes all values share.
    private static func commonPrefix(
        _ items: UnsafeMutableBufferPointer<Item>, _ entries: Entries, from start: Int
    ) -> Int {
        let first = entries[Int(items[0].entry)].value
        var count = first.count
        for next in 1..<items.count {
            entries.prefetch(after: next, below: items.count) { items[$0].entry }
            let value = entries[Int(items[next].entry)].value
            count = min(count, value.count)
            var index = start
            while index < count, value[index] == first[index] { index += 1 }
            count = index
            if count <= start { return start }
        }
        return count
    }

    private static func key(_ value: UnsafeRawBufferPointer, at depth: Int) -> UInt64 {
        let count = value.count - depth
        if count >= 8 { return UInt64(bigEndian: value.loadUnaligned(fromByteOffset: depth, as: UInt64.self)) }
        guard count > 0 else { return 0 }
        var key: UInt64 = 0
        for byte in value[depth...] { key = key << 8 | UInt64(byte) }
        return key << UInt64(8 * (8 - count))
    }
}
