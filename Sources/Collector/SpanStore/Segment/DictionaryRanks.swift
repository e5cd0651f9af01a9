/// The order of a head's dictionary entries in a segment: by dictionary, then by value.
struct DictionaryRanks {
    /// For each entry its dictionary in the upper half and its rank there in the lower one.
    private(set) var places: ContiguousArray<UInt64>
    /// The distinct entries, dictionary after dictionary, in the order of their ranks.
    private(set) var sorted: ContiguousArray<UInt32> = []
    /// Where in `sorted` each dictionary begins; one more than there are dictionaries.
    private(set) var starts: [Int] = [0]

    private struct Item {
        var prefix: UInt64
        var entry: UInt32
    }

    init(_ head: HeadSnapshot) {
        let entries = head.head.dictionary.entries
        let dictionaryCount = SegmentFormat.Dictionary.firstAttribute + head.keyCount
        places = ContiguousArray(repeating: 0, count: head.entryCount)
        var counts = [Int](repeating: 0, count: dictionaryCount + 1)
        for number in 0..<head.entryCount {
            if let dictionary = Self.dictionary(entries[number].column) { counts[dictionary + 1] += 1 }
        }
        for index in 1...dictionaryCount { counts[index] += counts[index - 1] }
        var items = ContiguousArray(repeating: Item(prefix: 0, entry: 0), count: counts[dictionaryCount])
        var ends = counts
        for number in 0..<head.entryCount {
            let entry = entries[number]
            guard let dictionary = Self.dictionary(entry.column) else { continue }
            items[ends[dictionary]] = Item(prefix: Self.prefix(entry.value), entry: UInt32(number))
            ends[dictionary] += 1
        }
        sorted.reserveCapacity(items.count)
        for dictionary in 0..<dictionaryCount {
            let range = counts[dictionary]..<counts[dictionary + 1]
            items.withUnsafeMutableBufferPointer { items in
                var part = UnsafeMutableBufferPointer(rebasing: items[range])
                part.sort { first, second in
                    if first.prefix != second.prefix { return first.prefix < second.prefix }
                    return ByteOrder.isLess(entries[Int(first.entry)].value, entries[Int(second.entry)].value)
                }
            }
            for item in items[range] {
                // Entries of one value that came in two forms share a rank.
                let isRepeated =
                    sorted.count > starts[dictionary]
                    && ByteHash.isSame(entries[Int(sorted[sorted.count - 1])].value, entries[Int(item.entry)].value)
                if !isRepeated { sorted.append(item.entry) }
                places[Int(item.entry)] = UInt64(dictionary) << 32 | UInt64(sorted.count - 1 - starts[dictionary])
            }
            starts.append(sorted.count)
        }
    }

    @inline(__always)
    func rank(_ entry: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: places[Int(entry)]) }

    private static func dictionary(_ column: UInt32) -> Int? {
        switch column {
        case SpanDictionary.Column.key: nil
        case SpanDictionary.Column.firstAttribute...: Int(column) - 1
        default: Int(column)
        }
    }

    private static func prefix(_ value: UnsafeRawBufferPointer) -> UInt64 {
        if value.count >= 8 { return UInt64(bigEndian: value.loadUnaligned(as: UInt64.self)) }
        var prefix: UInt64 = 0
        for byte in value { prefix = prefix << 8 | UInt64(byte) }
        return prefix << UInt64(8 * (8 - value.count))
    }
}

/// The order of bytes: by the first that differ, then the shorter first.
enum ByteOrder {
    static func isLess(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Bool {
        first.lexicographicallyPrecedes(second)
    }
}
