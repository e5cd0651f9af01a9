/// What is known of a segment without reading its blocks.
struct SegmentFooter: Sendable {
    /// A sorted dictionary of distinct values.
    struct Dictionary: Sendable {
        /// The attribute's key; empty for names, sources and other fields.
        var key: [UInt8]
        var valueCount: Int
        var pages: [Page]
    }

    /// Some neighbouring values of a dictionary.
    struct Page: Sendable {
        var offset: Int
        /// How long it is in the file; as long as `count` when it is not compressed.
        var storedCount: Int
        var count: Int
        var firstRank: Int
        var checksum: UInt32
        /// The beginning of its first value.
        var first: [UInt8]
    }

    /// One column's values in a block.
    struct Chunk: Sendable, BitwiseCopyable {
        var column: UInt32
        /// Counted from the block's first byte.
        var offset: UInt32
        var count: UInt32
        var valueCount: UInt32
        var checksum: UInt32
        /// The least and the greatest rank; 0 in columns that are not of a dictionary.
        var minimum: UInt32
        var maximum: UInt32
    }

    /// Some neighbouring rows.
    struct Block: Sendable {
        var offset: Int
        var count: Int
        var firstRow: Int
        var rowCount: Int
        var firstGroup: Int
        var groupCount: Int
        var earliestStart: UInt64
        var latestStart: UInt64
        var longestDuration: UInt64
        /// Its chunks in ``SegmentFooter/chunks``, by column.
        var chunks: Range<Int>
    }

    /// A page of the index of traces.
    struct IndexPage: Sendable, BitwiseCopyable {
        var offset: Int
        var traceCount: Int
        var checksum: UInt32
    }

    /// What spans of one service are called.
    struct Operation: Hashable, Sendable, BitwiseCopyable {
        var service: UInt32
        /// The rank of the name.
        var name: UInt32
        var kind: Int32
    }

    var generations: ClosedRange<UInt64> = 0...0
    var oldestArrivalUnixNano: UInt64 = 0
    var newestArrivalUnixNano: UInt64 = 0
    var rowCount = 0
    var groupCount = 0
    var traceCount = 0
    var dictionaries: [Dictionary] = []
    /// For each shape the dictionaries of a span's attributes in their order.
    var shapes: [[UInt32]] = []
    var services: [String] = []
    /// The service of each source, an index of `services`.
    var sourceServices: [UInt32] = []
    var operations: [Operation] = []
    var blocks: [Block] = []
    var chunks: ContiguousArray<Chunk> = []
    var indexPages: [IndexPage] = []
}

extension SegmentFooter {
    func encoded() -> [UInt8] {
        var output: [UInt8] = []
        output.appendVarint(generations.lowerBound)
        output.appendVarint(generations.upperBound - generations.lowerBound)
        output.appendVarint(oldestArrivalUnixNano)
        output.appendVarint(newestArrivalUnixNano - oldestArrivalUnixNano)
        output.appendVarint(traceCount)
        encodeDictionaries(into: &output)
        output.appendVarint(shapes.count)
        for shape in shapes {
            output.appendVarint(shape.count)
            for dictionary in shape { output.appendVarint(UInt64(dictionary)) }
        }
        output.appendVarint(services.count)
        for service in services { Array(service.utf8).withUnsafeBytes { output.appendCounted($0) } }
        output.appendVarint(sourceServices.count)
        for service in sourceServices { output.appendVarint(UInt64(service)) }
        output.appendVarint(operations.count)
        for operation in operations {
            output.appendVarint(UInt64(operation.service))
            output.appendVarint(UInt64(operation.name))
            output.appendVarint(UInt64(UInt32(bitPattern: operation.kind)))
        }
        encodeBlocks(into: &output)
        output.appendVarint(indexPages.count)
        for page in indexPages {
            output.appendVarint(page.traceCount)
            output.appendFixed(page.checksum)
        }
        return output
    }

    private func encodeDictionaries(into output: inout [UInt8]) {
        output.appendVarint(dictionaries.count)
        for dictionary in dictionaries {
            dictionary.key.withUnsafeBytes { output.appendCounted($0) }
            output.appendVarint(dictionary.valueCount)
            output.appendVarint(dictionary.pages.count)
            var rank = 0
            for page in dictionary.pages {
                output.appendVarint(page.offset)
                output.appendVarint(page.storedCount)
                output.appendVarint(page.count - page.storedCount)
                output.appendVarint(page.firstRank - rank)
                rank = page.firstRank
                output.appendFixed(page.checksum)
                page.first.withUnsafeBytes { output.appendCounted($0) }
            }
        }
    }

    private func encodeBlocks(into output: inout [UInt8]) {
        output.appendVarint(blocks.count)
        for block in blocks {
            output.appendVarint(block.rowCount)
            output.appendVarint(block.groupCount)
            output.appendVarint(block.earliestStart)
            output.appendVarint(block.latestStart - block.earliestStart)
            output.appendVarint(block.longestDuration)
            output.appendVarint(block.chunks.count)
            var column: UInt32 = 0
            for chunk in chunks[block.chunks] {
                output.appendVarint(UInt64(chunk.column - column))
                column = chunk.column
                output.appendVarint(UInt64(chunk.count))
                output.appendVarint(UInt64(chunk.valueCount))
                output.appendVarint(UInt64(chunk.minimum))
                output.appendVarint(UInt64(chunk.maximum - chunk.minimum))
                output.appendFixed(chunk.checksum)
            }
        }
    }

    /// Reads a footer; `blocksEnd` is where dictionaries begin, `indexOffset` where the index does.
    init(_ bytes: UnsafeRawBufferPointer, indexOffset: Int) throws(BytesReader.Malformed) {
        var reader = BytesReader(bytes)
        let first = try reader.varint()
        let (last, overflow) = first.addingReportingOverflow(try reader.varint())
        guard !overflow else { throw BytesReader.Malformed() }
        generations = first...last
        oldestArrivalUnixNano = try reader.varint()
        newestArrivalUnixNano = oldestArrivalUnixNano &+ (try reader.varint())
        traceCount = try reader.number()
        try decodeDictionaries(&reader)
        for _ in 0..<(try reader.count()) {
            var shape: [UInt32] = []
            for _ in 0..<(try reader.count()) {
                let dictionary = try reader.number()
                guard dictionaries.indices.contains(dictionary) else { throw BytesReader.Malformed() }
                shape.append(UInt32(dictionary))
            }
            shapes.append(shape)
        }
        for _ in 0..<(try reader.count()) { services.append(String(decoding: try reader.counted(), as: UTF8.self)) }
        for _ in 0..<(try reader.count()) {
            let service = try reader.number()
            guard services.indices.contains(service) else { throw BytesReader.Malformed() }
            sourceServices.append(UInt32(service))
        }
        guard dictionaries.count >= SegmentFormat.Dictionary.firstAttribute,
            sourceServices.count == dictionaries[SegmentFormat.Dictionary.source].valueCount
        else { throw BytesReader.Malformed() }
        for _ in 0..<(try reader.count(ofSize: 3)) {
            let service = try reader.number()
            let name = try reader.number()
            guard services.indices.contains(service),
                name < dictionaries[SegmentFormat.Dictionary.name].valueCount
            else { throw BytesReader.Malformed() }
            let kind = Int32(truncatingIfNeeded: try reader.varint())
            operations.append(Operation(service: UInt32(service), name: UInt32(name), kind: kind))
        }
        try decodeBlocks(&reader)
        var offset = indexOffset
        for _ in 0..<(try reader.count(ofSize: 5)) {
            let count = try reader.number()
            indexPages.append(IndexPage(offset: offset, traceCount: count, checksum: try reader.fixed(UInt32.self)))
            offset += count * 4
        }
        guard reader.isAtEnd else { throw BytesReader.Malformed() }
    }

    private mutating func decodeDictionaries(_ reader: inout BytesReader) throws(BytesReader.Malformed) {
        for _ in 0..<(try reader.count(ofSize: 3)) {
            let key = Array(try reader.counted())
            let valueCount = try reader.number()
            var pages: [Page] = []
            var rank = 0
            for _ in 0..<(try reader.count(ofSize: 9)) {
                let offset = Int(truncatingIfNeeded: try reader.varint() & 0x7FFF_FFFF_FFFF)
                let storedCount = try reader.number()
                let count = storedCount + (try reader.number())
                rank += try reader.number()
                guard rank <= valueCount else { throw BytesReader.Malformed() }
                pages.append(
                    Page(
                        offset: offset, storedCount: storedCount, count: count, firstRank: rank,
                        checksum: try reader.fixed(UInt32.self), first: Array(try reader.counted())))
            }
            dictionaries.append(Dictionary(key: key, valueCount: valueCount, pages: pages))
        }
    }

    private mutating func decodeBlocks(_ reader: inout BytesReader) throws(BytesReader.Malformed) {
        var offset = SegmentFormat.magic.count
        for _ in 0..<(try reader.count(ofSize: 6)) {
            let rows = try reader.number()
            let groups = try reader.number()
            let earliest = try reader.varint()
            let latest = earliest &+ (try reader.varint())
            let longest = try reader.varint()
            let firstChunk = chunks.count
            var column: UInt32 = 0
            var end = 0
            for _ in 0..<(try reader.count(ofSize: 9)) {
                column = try UInt32(reader.number()) &+ column
                let count = try reader.number()
                let values = try reader.number()
                let minimum = UInt32(try reader.number())
                let maximum = minimum + UInt32(try reader.number())
                chunks.append(
                    Chunk(
                        column: column, offset: UInt32(end), count: UInt32(count), valueCount: UInt32(values),
                        checksum: try reader.fixed(UInt32.self), minimum: minimum, maximum: maximum))
                end += count
                guard end <= Int32.max else { throw BytesReader.Malformed() }
            }
            blocks.append(
                Block(
                    offset: offset, count: end, firstRow: rowCount, rowCount: rows, firstGroup: groupCount,
                    groupCount: groups, earliestStart: earliest, latestStart: latest, longestDuration: longest,
                    chunks: firstChunk..<chunks.count))
            rowCount += rows
            groupCount += groups
            offset += end
        }
    }
}
