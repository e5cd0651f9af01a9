import CMemory

/// The order of a head's dictionary entries in a segment: by dictionary, then by value.
struct DictionaryRanks {
    /// For each entry its dictionary in the upper half and its rank there in the lower one.
    private(set) var places: ContiguousArray<UInt64>
    /// The distinct entries, dictionary after dictionary, in the order of their ranks.
    private(set) var sorted: ContiguousArray<UInt32> = []
    /// Where in `sorted` each dictionary begins; one more than there are dictionaries.
    private(set) var starts: [Int] = [0]

    init(_ head: HeadSnapshot) {
        let entries = head.head.dictionary.entries
        let dictionaryCount = SegmentFormat.Dictionary.firstAttribute + head.keyCount
        places = ContiguousArray(repeating: 0, count: head.entryCount)
        var counts = [Int](repeating: 0, count: dictionaryCount + 1)
        for number in 0..<head.entryCount {
            if let dictionary = Self.dictionary(entries[number].column) { counts[dictionary + 1] += 1 }
        }
        for index in 1...dictionaryCount { counts[index] += counts[index - 1] }
        var items = ContiguousArray(repeating: ValueSort.Item(key: 0, entry: 0), count: counts[dictionaryCount])
        var ends = counts
        for number in 0..<head.entryCount {
            let entry = entries[number]
            guard let dictionary = Self.dictionary(entry.column) else { continue }
            items[ends[dictionary]] = ValueSort.Item(key: 0, entry: UInt32(number))
            ends[dictionary] += 1
        }
        sorted.reserveCapacity(items.count)
        for dictionary in 0..<dictionaryCount {
            let range = counts[dictionary]..<counts[dictionary + 1]
            items.withUnsafeMutableBufferPointer { items in
                ValueSort.sort(UnsafeMutableBufferPointer(rebasing: items[range]), entries)
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

    /// Lets the memory of an entry's place come.
    @inline(__always)
    func prefetch(_ entry: UInt32) {
        places.withUnsafeBufferPointer { memory_prefetch($0.baseAddress! + Int(entry)) }
    }

    private static func dictionary(_ column: UInt32) -> Int? {
        switch column {
        case SpanDictionary.Column.key: nil
        case SpanDictionary.Column.firstAttribute...: Int(column) - 1
        default: Int(column)
        }
    }
}
