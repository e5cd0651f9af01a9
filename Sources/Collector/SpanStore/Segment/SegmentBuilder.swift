import OTLP

/// Makes a segment of what a head holds: rows by trace, traces by start, each column for itself.
struct SegmentBuilder {
    private static let prefetchedRows = 128

    private let snapshot: HeadSnapshot
    private let rows: StableColumn<SpanRow>
    private let ranks: DictionaryRanks
    private let zstandard = Zstandard()
    private var footer = SegmentFooter()
    private var shapes = ShapeTable()
    private var operations: Set<SegmentFooter.Operation> = []
    private var lastOperation = SegmentFooter.Operation(service: .max, name: .max, kind: 0)
    private var indexEntries: ContiguousArray<(hash: UInt64, group: UInt32)> = []
    private var values = BlockValues()

    /// The bytes of a segment, from the first to the last.
    typealias Sink = (UnsafeRawBufferPointer) throws(SystemError) -> Void

    init(
        _ snapshot: HeadSnapshot, generations: ClosedRange<UInt64>, arrivals: ClosedRange<UInt64>
    ) {
        self.snapshot = snapshot
        rows = snapshot.head.rows
        ranks = DictionaryRanks(snapshot)
        footer.generations = generations
        footer.oldestArrivalUnixNano = arrivals.lowerBound
        footer.newestArrivalUnixNano = arrivals.upperBound
    }

    /// Writes the segment.
    mutating func write(to sink: Sink) throws(SystemError) {
        try SegmentFormat.magic.withTypedThrowingBytes(sink)
        nameServices()
        var offset = SegmentFormat.magic.count
        try writeBlocks(&offset, sink)
        try writeDictionaries(&offset, sink)
        let indexOffset = offset
        try writeIndex(&offset, sink)
        footer.shapes = shapes.shapes
        footer.operations = operations.sorted { ($0.service, $0.name, $0.kind) < ($1.service, $1.name, $1.kind) }
        try writeFooter(at: offset, indexOffset: indexOffset, sink)
    }

    private mutating func nameServices() {
        let dictionary = snapshot.head.dictionary
        var numbers: [String: UInt32] = [:]
        for entry in ranks.sorted[ranks.starts[1]..<ranks.starts[2]] {
            let source = try? SpanSource(dictionary.entries[Int(entry)].bytes)
            let service = source?.service ?? SpanStore.unknownService
            let number = numbers[service] ?? UInt32(numbers.count)
            if numbers[service] == nil {
                numbers[service] = number
                footer.services.append(service)
            }
            footer.sourceServices.append(number)
        }
    }

    private mutating func writeBlocks(_ offset: inout Int, _ sink: Sink) throws(SystemError) {
        let order = TraceOrder(snapshot)
        var group = 0
        var row = 0
        var prefetched = 0
        var isContinued = false
        var output: [UInt8] = []
        while group < order.groupEnds.count {
            values.removeAll()
            while group < order.groupEnds.count {
                let end = Int(order.groupEnds[group])
                let room = SegmentFormat.blockRows - values.rowCount
                if end - row > room, values.rowCount > 0 { break }
                let partEnd = min(end, row + room)
                if row >= prefetched {
                    prefetched = min(order.rows.count, row + Self.prefetchedRows)
                    prefetch(order.rows[row..<prefetched])
                }
                add(order.rows[row..<partEnd], isContinued: isContinued)
                row = partEnd
                isContinued = partEnd < end
                if isContinued { break }
                group += 1
            }
            output.removeAll(keepingCapacity: true)
            encodeBlock(at: offset, into: &output)
            try output.withTypedThrowingBytes(sink)
            offset += output.count
        }
    }

    /// Lets the rows of the next traces come together, as they lie all over the head.
    private func prefetch(_ part: ArraySlice<UInt32>) {
        for number in part { rows.prefetch(Int(number)) }
        for number in part { snapshot.head.attributes.prefetch(Int(rows[Int(number)].firstAttribute)) }
        for number in part {
            let row = rows[Int(number)]
            for index in Int(row.firstAttribute)..<Int(row.firstAttribute + row.attributeCount) {
                ranks.prefetch(snapshot.head.attributes[index])
            }
        }
    }

    /// Adds rows of one trace to the block.
    private mutating func add(_ part: ArraySlice<UInt32>, isContinued: Bool) {
        let first = rows[Int(part[part.startIndex])]
        if !isContinued {
            indexEntries.append(
                (
                    SegmentFormat.hash(first.traceID.high, first.traceID.low),
                    UInt32(footer.groupCount + values.groupRows.count)
                ))
        }
        values.startGroup(first, count: part.count)
        let firstInBlock = values.spanIDs.count
        for number in part { values.spanIDs.append(rows[Int(number)].spanID.value) }
        values.indexParents(from: firstInBlock)
        for (index, number) in part.enumerated() {
            let row = rows[Int(number)]
            values.add(row, at: firstInBlock + index, groupStart: first.startUnixNano)
            let source = ranks.rank(row.source)
            let name = ranks.rank(row.name)
            values.names.append(name)
            values.sources.append(source)
            values.otherFields.append(ranks.rank(row.otherFields))
            let operation = SegmentFooter.Operation(
                service: footer.sourceServices[Int(source)], name: name, kind: row.kind)
            if operation != lastOperation {
                operations.insert(operation)
                lastOperation = operation
            }
            shapes.begin()
            for index in Int(row.firstAttribute)..<Int(row.firstAttribute + row.attributeCount) {
                let place = ranks.places[Int(snapshot.head.attributes[index])]
                let dictionary = UInt32(truncatingIfNeeded: place >> 32)
                shapes.add(dictionary)
                values.addAttribute(UInt32(truncatingIfNeeded: place), in: Int(dictionary))
            }
            values.shapes.append(shapes.end())
        }
    }

    private mutating func encodeBlock(at offset: Int, into output: inout [UInt8]) {
        let firstChunk = footer.chunks.count
        let block = SegmentFooter.Block(
            offset: offset, count: 0, firstRow: footer.rowCount, rowCount: values.rowCount,
            firstGroup: footer.groupCount, groupCount: values.groupRows.count, earliestStart: values.earliestStart,
            latestStart: values.latestStart, longestDuration: values.longestDuration, chunks: firstChunk..<firstChunk)
        typealias Column = SegmentFormat.Column
        encode(values.traceHighs, Column.traceHigh, &output)
        encode(values.traceLows, Column.traceLow, &output)
        encode(values.groupStarts, Column.groupStart, &output)
        encode(values.groupRows, Column.groupRows, &output)
        encode(values.spanIDs, Column.spanID, &output)
        encode(values.parents, Column.parent, &output)
        encode(values.foreignParents, Column.foreignParent, &output)
        encode(values.startOffsets, Column.startOffset, &output)
        encode(values.durations, Column.duration, &output)
        encode(values.kinds, Column.kind, &output)
        encode(values.statuses, Column.status, &output)
        encode(values.shapes, Column.shape, &output)
        encode(values.names, Column.dictionary + SegmentFormat.Dictionary.name, &output)
        encode(values.sources, Column.dictionary + SegmentFormat.Dictionary.source, &output)
        encode(values.otherFields, Column.dictionary + SegmentFormat.Dictionary.otherFields, &output)
        for dictionary in values.usedDictionaries.sorted() {
            encode(values.attributes[dictionary], Column.dictionary + dictionary, &output)
        }
        footer.blocks.append(block)
        footer.blocks[footer.blocks.count - 1].count = output.count
        footer.blocks[footer.blocks.count - 1].chunks = firstChunk..<footer.chunks.count
        footer.rowCount += block.rowCount
        footer.groupCount += block.groupCount
    }

    private mutating func encode<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ values: ContiguousArray<Value>, _ column: Int, _ output: inout [UInt8]
    ) {
        guard !values.isEmpty else { return }
        let start = output.count
        let bounds = values.withUnsafeBufferPointer {
            IntegerChunk.encode($0, zstandard, plane: &self.values.plane, into: &output)
        }
        let isRanked = column >= SegmentFormat.Column.dictionary
        let checksum = output.withUnsafeBytes { Checksum.short(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        footer.chunks.append(
            SegmentFooter.Chunk(
                column: UInt32(column), offset: UInt32(start), count: UInt32(output.count - start),
                valueCount: UInt32(values.count), checksum: checksum,
                minimum: isRanked ? UInt32(bounds.minimum) : 0, maximum: isRanked ? UInt32(bounds.maximum) : 0))
    }

    private mutating func writeDictionaries(_ offset: inout Int, _ sink: Sink) throws(SystemError) {
        let dictionary = snapshot.head.dictionary
        var writer = DictionaryWriter(zstandard)
        for index in 0..<ranks.starts.count - 1 {
            var key: [UInt8] = []
            if index >= SegmentFormat.Dictionary.firstAttribute {
                let entry = dictionary.keys[index - SegmentFormat.Dictionary.firstAttribute]
                key = Array(dictionary.entries[Int(entry)].bytes)
            }
            let range = ranks.starts[index]..<ranks.starts[index + 1]
            for index in range {
                dictionary.entries.prefetch(after: index, below: range.upperBound) { ranks.sorted[$0] }
                if writer.isFull { try writer.flush(&offset, sink) }
                writer.add(dictionary.entries[Int(ranks.sorted[index])].value)
            }
            try writer.flush(&offset, sink)
            footer.dictionaries.append(
                SegmentFooter.Dictionary(key: key, valueCount: range.count, pages: writer.takePages()))
        }
    }

    private mutating func writeIndex(_ offset: inout Int, _ sink: Sink) throws(SystemError) {
        footer.traceCount = indexEntries.count
        let pageCount = max(1, indexEntries.count / SegmentFormat.indexPageTraces)
        let bits = TraceIndex.groupBits(footer.groupCount)
        var pages = [[UInt32]](repeating: [], count: pageCount)
        for (hash, group) in indexEntries {
            pages[TraceIndex.page(hash, pageCount)].append(TraceIndex.entry(hash, group, bits))
        }
        for var page in pages {
            page.sort()
            var bytes: [UInt8] = []
            bytes.reserveCapacity(page.count * 4)
            for entry in page { bytes.appendFixed(entry) }
            footer.indexPages.append(
                SegmentFooter.IndexPage(
                    offset: offset, traceCount: page.count, checksum: bytes.withUnsafeBytes(Checksum.short)))
            try bytes.withTypedThrowingBytes(sink)
            offset += bytes.count
        }
    }

    private func writeFooter(at offset: Int, indexOffset: Int, _ sink: Sink) throws(SystemError) {
        let plain = footer.encoded()
        var output: [UInt8] = []
        if plain.withUnsafeBytes({ zstandard.compress($0, level: 3, into: &output) }) == nil { output = plain }
        let storedCount = output.count
        let checksum = output.withUnsafeBytes(Checksum.of)
        var trailer: [UInt8] = []
        trailer.appendFixed(UInt64(indexOffset))
        trailer.appendFixed(UInt32(storedCount))
        trailer.appendFixed(UInt32(plain.count))
        trailer.appendFixed(checksum)
        trailer.appendFixed(SegmentFormat.version)
        trailer.appendFixed(trailer.withUnsafeBytes(Checksum.short))
        trailer += SegmentFormat.magic
        output += trailer
        try output.withTypedThrowingBytes(sink)
    }
}

/// The arithmetic of the index of traces.
///
/// The traces are spread over pages by the upper bits of their hash. An entry of a page is four bytes: the number of the
/// trace's first group in as many bits as the segment's groups need, above it the lower bits of the hash. A page is
/// sorted, so that one look tells whether a trace may be in the segment.
enum TraceIndex {
    static func groupBits(_ groupCount: Int) -> UInt32 {
        UInt32(max(1, Int.bitWidth - max(0, groupCount - 1).leadingZeroBitCount))
    }

    static func page(_ hash: UInt64, _ pageCount: Int) -> Int {
        Int(hash.multipliedFullWidth(by: UInt64(pageCount)).high)
    }

    static func entry(_ hash: UInt64, _ group: UInt32, _ bits: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: hash) << bits | group
    }
}
