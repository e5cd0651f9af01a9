import OTLP

/// The order of a head's rows in a segment: traces by their earliest start, then by identifier; the rows of a trace by
/// start, then by identifier.
struct TraceOrder {
    /// The rows' numbers in the head.
    private(set) var rows: ContiguousArray<UInt32>
    /// Where in `rows` each trace ends.
    private(set) var groupEnds: ContiguousArray<UInt32>

    private struct Group {
        var start: UInt64
        var firstRow: UInt32
        var number: UInt32
        var count: UInt32
    }

    private struct Item {
        var start: UInt64
        var spanID: SpanID
        var row: UInt32
    }

    init(_ snapshot: HeadSnapshot) {
        let table = snapshot.head.rows
        let count = snapshot.rowCount
        var groupOfRow = ContiguousArray<UInt32>(repeating: 0, count: count)
        var groups: ContiguousArray<Group> = []
        for number in 0..<count {
            let row = table[number]
            if row.previous == 0 {
                groupOfRow[number] = UInt32(groups.count)
                groups.append(
                    Group(
                        start: row.startUnixNano, firstRow: UInt32(number), number: UInt32(groups.count), count: 1))
            } else {
                let group = groupOfRow[Int(row.previous) - 1]
                groupOfRow[number] = group
                groups[Int(group)].count += 1
                groups[Int(group)].start = min(groups[Int(group)].start, row.startUnixNano)
            }
        }
        groups.sort { first, second in
            if first.start != second.start { return first.start < second.start }
            return table[Int(first.firstRow)].traceID < table[Int(second.firstRow)].traceID
        }
        var ends = ContiguousArray<UInt32>(repeating: 0, count: groups.count)
        groupEnds = []
        groupEnds.reserveCapacity(groups.count)
        var end: UInt32 = 0
        for group in groups {
            ends[Int(group.number)] = end
            end += group.count
            groupEnds.append(end)
        }
        var items = ContiguousArray(repeating: Item(start: 0, spanID: SpanID(value: 0), row: 0), count: count)
        for number in 0..<count {
            let group = Int(groupOfRow[number])
            items[Int(ends[group])] = Item(
                start: table[number].startUnixNano, spanID: table[number].spanID, row: UInt32(number))
            ends[group] += 1
        }
        var first = 0
        for end in groupEnds {
            items.withUnsafeMutableBufferPointer { items in
                var part = UnsafeMutableBufferPointer(rebasing: items[first..<Int(end)])
                part.sort { $0.start == $1.start ? $0.spanID < $1.spanID : $0.start < $1.start }
            }
            first = Int(end)
        }
        rows = ContiguousArray(items.lazy.map(\.row))
    }
}
