import OTLP

/// A block of a segment; columns are read and decoded when they are first asked for.
final class SegmentBlock {
    let number: Int
    let place: SegmentFooter.Block
    private let file: SegmentFile
    private let zstandard: Zstandard
    private var ranks: [IntegerColumn<UInt32>?]
    private var numbers: [Int: IntegerColumn<UInt64>] = [:]
    /// The whole block, once it has been read at a stretch.
    private var bytes: [UInt8]?

    init(_ number: Int, of file: SegmentFile, _ zstandard: Zstandard) {
        self.number = number
        self.file = file
        self.zstandard = zstandard
        place = file.footer.blocks[number]
        ranks = Array(repeating: nil, count: SegmentFormat.Column.dictionary + file.footer.dictionaries.count)
    }

    /// Reads everything at once, for who needs most of the columns.
    func load() throws(SpanStoreError) {
        guard bytes == nil else { return }
        bytes = try file.readBlock(place)
    }

    /// A column of numbers below 2^32.
    func values(_ column: Int) throws(SpanStoreError) -> IntegerColumn<UInt32> {
        if let values = ranks[column] { return values }
        let values: IntegerColumn<UInt32> = try decode(column)
        ranks[column] = values
        return values
    }

    /// A column of numbers.
    func wideValues(_ column: Int) throws(SpanStoreError) -> IntegerColumn<UInt64> {
        if let values = numbers[column] { return values }
        let values: IntegerColumn<UInt64> = try decode(column)
        numbers[column] = values
        return values
    }

    /// A column of which each row has one value.
    func rowValues(_ column: Int) throws(SpanStoreError) -> IntegerColumn<UInt32> {
        let values = try values(column)
        guard values.count == place.rowCount else { throw damaged(column) }
        return values
    }

    /// Rows of one trace.
    struct Group {
        var trace: TraceID
        var start: UInt64
        /// Counted from the block's first row.
        var rows: Range<Int>
    }

    private var decodedGroups: [Group]?

    /// The groups of the block.
    func groups() throws(SpanStoreError) -> [Group] {
        if let decodedGroups { return decodedGroups }
        typealias Column = SegmentFormat.Column
        let highs = try wideValues(Column.traceHigh)
        let lows = try wideValues(Column.traceLow)
        let starts = try wideValues(Column.groupStart)
        let counts = try values(Column.groupRows)
        guard highs.count == place.groupCount, lows.count == highs.count, starts.count == highs.count,
            counts.count == highs.count
        else { throw damaged(Column.traceHigh) }
        var groups: [Group] = []
        groups.reserveCapacity(highs.count)
        var start: UInt64 = 0
        var row = 0
        for index in highs.indices {
            start &+= Zigzag.decode(starts[index])
            let end = row + Int(counts[index])
            guard end <= place.rowCount else { throw damaged(Column.groupRows) }
            groups.append(
                Group(trace: TraceID(high: highs[index], low: lows[index]), start: start, rows: row..<end))
            row = end
        }
        guard row == place.rowCount else { throw damaged(Column.groupRows) }
        decodedGroups = groups
        return groups
    }

    /// The parent of a row's span; 0 for a root. `spanIDs` are those of the block.
    func parent(ofRow row: Int, _ spanIDs: IntegerColumn<UInt64>) throws(SpanStoreError) -> UInt64 {
        let parents = try rowValues(SegmentFormat.Column.parent)
        switch parents[row] {
        case 0: return 0
        case 1:
            // How many rows before this one have their parents elsewhere.
            var index = 0
            for parent in parents[..<row] where parent == 1 { index += 1 }
            let foreign = try wideValues(SegmentFormat.Column.foreignParent)
            guard index < foreign.count else { throw damaged(SegmentFormat.Column.foreignParent) }
            return foreign[index]
        case let code:
            let distance = Int64(bitPattern: Zigzag.decode(UInt64(code - 2)))
            let index = Int64(row) - distance
            guard index >= 0, index < Int64(spanIDs.count) else { throw damaged(SegmentFormat.Column.parent) }
            return spanIDs[Int(index)]
        }
    }

    /// Of some rows those whose values in a column of numbers lie within bounds and are wanted.
    func select(
        _ rows: ContiguousArray<Int32>, in bounds: ClosedRange<UInt64>, ofColumn column: Int,
        where isWanted: (UInt64) -> Bool
    ) throws(SpanStoreError) -> ContiguousArray<Int32> {
        guard let chunk = file.chunk(column, in: place), chunk.valueCount == place.rowCount else {
            throw damaged(column)
        }
        return try read(column, chunk) { (bytes) throws(BytesReader.Malformed) in
            try IntegerChunk.select(
                rows, in: bounds, of: bytes, count: Int(chunk.valueCount), zstandard, where: isWanted)
        }
    }

    private func decode<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
        _ column: Int
    ) throws(SpanStoreError) -> IntegerColumn<Value> {
        guard let chunk = file.chunk(column, in: place) else { return IntegerColumn() }
        return try read(column, chunk) { (bytes) throws(BytesReader.Malformed) in
            try IntegerChunk.decode(bytes, count: Int(chunk.valueCount), zstandard)
        }
    }

    /// Calls `body` with the bytes of a chunk, which are those that were written.
    private func read<Result>(
        _ column: Int, _ chunk: SegmentFooter.Chunk,
        _ body: (UnsafeRawBufferPointer) throws(BytesReader.Malformed) -> Result
    ) throws(SpanStoreError) -> Result {
        let result: Result?
        if let bytes {
            result = try? bytes.withTypedThrowingBytes { (bytes) throws(BytesReader.Malformed) in
                let range = Int(chunk.offset)..<Int(chunk.offset + chunk.count)
                let part = UnsafeRawBufferPointer(rebasing: bytes[range])
                guard Checksum.short(part) == chunk.checksum else { throw BytesReader.Malformed() }
                return try body(part)
            }
        } else {
            let bytes = try file.read(
                at: place.offset + Int(chunk.offset), count: Int(chunk.count), checksum: chunk.checksum,
                describe(column))
            result = try? bytes.withTypedThrowingBytes(body)
        }
        guard let result else { throw damaged(column) }
        return result
    }

    func damaged(_ column: Int) -> SpanStoreError { file.damaged(describe(column)) }

    private func describe(_ column: Int) -> String {
        "column \(column) of block \(number), in the \(place.count) bytes from byte \(place.offset) on"
    }
}
