import OTLP

/// The columns of a block that is being filled.
struct BlockValues {
    var traceHighs: ContiguousArray<UInt64> = []
    var traceLows: ContiguousArray<UInt64> = []
    /// The earliest start of each group, less that of the group before, as ``Zigzag``.
    var groupStarts: ContiguousArray<UInt64> = []
    var groupRows: ContiguousArray<UInt32> = []
    var spanIDs: ContiguousArray<UInt64> = []
    /// 0: no parent; 1: one that is not in the group's part of this block, see `foreignParents`; else by how many rows the
    /// parent stands before this row, as ``Zigzag``, plus 2.
    var parents: ContiguousArray<UInt32> = []
    var foreignParents: ContiguousArray<UInt64> = []
    var startOffsets: ContiguousArray<UInt64> = []
    /// As ``Zigzag``, since clocks may run backwards.
    var durations: ContiguousArray<UInt64> = []
    var kinds: ContiguousArray<UInt32> = []
    var statuses: ContiguousArray<UInt32> = []
    var shapes: ContiguousArray<UInt32> = []
    var names: ContiguousArray<UInt32> = []
    var sources: ContiguousArray<UInt32> = []
    var otherFields: ContiguousArray<UInt32> = []
    /// By dictionary, the ranks of the attributes in the order of the rows.
    private(set) var attributes: [ContiguousArray<UInt32>] = []
    private(set) var usedDictionaries: [Int] = []

    private(set) var earliestStart = UInt64.max
    private(set) var latestStart = UInt64.min
    private(set) var longestDuration: UInt64 = 0
    /// Scratch for the encoder.
    var plane: [UInt8] = []

    private var lastGroupStart: UInt64 = 0
    /// Open addressing: the rows of the group by their spans' identifiers, plus one.
    private var slots: ContiguousArray<UInt32> = []
    private var isIndexed = false
    private var groupBegin = 0

    var rowCount: Int { parents.count }

    mutating func removeAll() {
        traceHighs.removeAll(keepingCapacity: true)
        traceLows.removeAll(keepingCapacity: true)
        groupStarts.removeAll(keepingCapacity: true)
        groupRows.removeAll(keepingCapacity: true)
        spanIDs.removeAll(keepingCapacity: true)
        parents.removeAll(keepingCapacity: true)
        foreignParents.removeAll(keepingCapacity: true)
        startOffsets.removeAll(keepingCapacity: true)
        durations.removeAll(keepingCapacity: true)
        kinds.removeAll(keepingCapacity: true)
        statuses.removeAll(keepingCapacity: true)
        shapes.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        otherFields.removeAll(keepingCapacity: true)
        for dictionary in usedDictionaries { attributes[dictionary].removeAll(keepingCapacity: true) }
        usedDictionaries.removeAll(keepingCapacity: true)
        earliestStart = .max
        latestStart = .min
        longestDuration = 0
        lastGroupStart = 0
    }

    mutating func startGroup(_ first: SpanRow, count: Int) {
        traceHighs.append(first.traceID.high)
        traceLows.append(first.traceID.low)
        groupStarts.append(Zigzag.encode(first.startUnixNano &- lastGroupStart))
        lastGroupStart = first.startUnixNano
        groupRows.append(UInt32(count))
    }

    /// Makes ready to find parents among the spans from `begin` on.
    mutating func indexParents(from begin: Int) {
        groupBegin = begin
        let count = spanIDs.count - begin
        isIndexed = count > 12
        guard isIndexed else { return }
        var capacity = 32
        while capacity < count * 2 { capacity *= 2 }
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(0, count: capacity))
        for index in begin..<spanIDs.count {
            var at = Self.slot(spanIDs[index], capacity)
            while slots[at] != 0 { at = (at + 1) & (capacity - 1) }
            slots[at] = UInt32(index + 1)
        }
    }

    /// Adds what is the row's own; its span's identifier is there already.
    mutating func add(_ row: SpanRow, at index: Int, groupStart: UInt64) {
        if !row.parentSpanID.isValid {
            parents.append(0)
        } else if let parent = find(row.parentSpanID.value) {
            parents.append(2 + UInt32(truncatingIfNeeded: Zigzag.encode(UInt64(bitPattern: Int64(index - parent)))))
        } else {
            parents.append(1)
            foreignParents.append(row.parentSpanID.value)
        }
        startOffsets.append(row.startUnixNano &- groupStart)
        durations.append(Zigzag.encode(row.endUnixNano &- row.startUnixNano))
        kinds.append(UInt32(bitPattern: row.kind))
        statuses.append(UInt32(bitPattern: row.status))
        earliestStart = min(earliestStart, row.startUnixNano)
        latestStart = max(latestStart, row.startUnixNano)
        longestDuration = max(longestDuration, row.durationNano)
    }

    @inline(__always)
    mutating func addAttribute(_ rank: UInt32, in dictionary: Int) {
        if dictionary >= attributes.count {
            attributes.append(contentsOf: repeatElement([], count: dictionary + 1 - attributes.count))
        }
        if attributes[dictionary].isEmpty { usedDictionaries.append(dictionary) }
        attributes[dictionary].append(rank)
    }

    private func find(_ spanID: UInt64) -> Int? {
        guard isIndexed else {
            for index in groupBegin..<spanIDs.count where spanIDs[index] == spanID { return index }
            return nil
        }
        var at = Self.slot(spanID, slots.count)
        while slots[at] != 0 {
            let index = Int(slots[at]) - 1
            if spanIDs[index] == spanID { return index }
            at = (at + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func slot(_ spanID: UInt64, _ capacity: Int) -> Int {
        Int(truncatingIfNeeded: (spanID &* 0x9E37_79B9_7F4A_7C15) >> 32) & (capacity - 1)
    }
}

/// Signed numbers as unsigned ones, small for a small distance from 0 (protobuf's ZigZag).
enum Zigzag {
    @inline(__always)
    static func encode(_ value: UInt64) -> UInt64 { value &<< 1 ^ UInt64(bitPattern: Int64(bitPattern: value) >> 63) }

    @inline(__always)
    static func decode(_ value: UInt64) -> UInt64 { value &>> 1 ^ (0 &- (value & 1)) }
}
