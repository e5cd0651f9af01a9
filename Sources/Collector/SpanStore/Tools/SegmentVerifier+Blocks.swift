extension SegmentVerifier {
    private typealias Column = SegmentFormat.Column

    /// The decoded columns of a block.
    private struct Columns {
        let place: SegmentFooter.Block
        var values: [Int: IntegerColumn<UInt64>] = [:]

        func callAsFunction(_ column: Int) -> IntegerColumn<UInt64> { values[column] ?? IntegerColumn() }
    }

    /// Checks a block.
    mutating func check(block number: Int) {
        let place = footer.blocks[number]
        let before = damages.count
        var columns = Columns(place: place)
        for index in place.chunks {
            let chunk = footer.chunks[index]
            columns.values[Int(chunk.column)] = decode(chunk, in: place, number)
        }
        if damages.count == before { checkCounts(columns, number) }
        if damages.count == before { checkRanks(columns, number) }
        // What does not fit together cannot be walked over.
        guard damages.count == before else {
            operations = nil
            preceding = .unknown
            return
        }
        checkGroups(columns, number)
        addOperations(columns)
        spans += place.rowCount
    }

    private mutating func decode(
        _ chunk: SegmentFooter.Chunk, in place: SegmentFooter.Block, _ number: Int
    ) -> IntegerColumn<UInt64> {
        let offset = place.offset + Int(chunk.offset)
        let what = "column \(chunk.column) of block \(number)"
        pieces += 1
        guard
            let bytes = try? file.read(at: offset, count: Int(chunk.count), checksum: chunk.checksum, what)
        else {
            report(offset, "\(what) (\(chunk.count) bytes) has changed")
            return IntegerColumn()
        }
        let values = try? bytes.withTypedThrowingBytes { (bytes) throws(BytesReader.Malformed) in
            try IntegerChunk.decode(bytes, count: Int(chunk.valueCount), zstandard, as: UInt64.self)
        }
        guard let values else {
            report(offset, "\(what) cannot be decoded, though its checksum is right")
            return IntegerColumn()
        }
        return values
    }

    private mutating func checkCounts(_ columns: Columns, _ number: Int) {
        typealias Dictionary = SegmentFormat.Dictionary
        let place = columns.place
        for column in [Column.traceHigh, Column.traceLow, Column.groupStart, Column.groupRows]
        where columns(column).count != place.groupCount {
            report(place.offset, "column \(column) of block \(number) does not have a value for each trace")
        }
        let ofRows = [
            Column.spanID, Column.parent, Column.startOffset, Column.duration, Column.kind, Column.status,
            Column.shape, Column.dictionary + Dictionary.name, Column.dictionary + Dictionary.source,
            Column.dictionary + Dictionary.otherFields,
        ]
        for column in ofRows where columns(column).count != place.rowCount {
            report(place.offset, "column \(column) of block \(number) does not have a value for each span")
        }
        var counts = [Int](repeating: 0, count: footer.dictionaries.count)
        for shape in columns(Column.shape) {
            guard shape < footer.shapes.count else {
                return report(place.offset, "block \(number) refers to the list of keys \(shape), which is not there")
            }
            for dictionary in footer.shapes[Int(shape)] { counts[Int(dictionary)] += 1 }
        }
        for dictionary in Dictionary.firstAttribute..<counts.count
        where columns(Column.dictionary + dictionary).count != counts[dictionary] {
            report(place.offset, "block \(number) has too many or too few values of dictionary \(dictionary)")
        }
        if columns(Column.groupRows).reduce(0, &+) != UInt64(place.rowCount) {
            report(place.offset, "the traces of block \(number) do not have as many spans as the block")
        }
        if columns(Column.parent).count(where: { $0 == 1 }) != columns(Column.foreignParent).count {
            report(place.offset, "block \(number) has too many or too few parents in other blocks")
        }
    }

    private mutating func checkRanks(_ columns: Columns, _ number: Int) {
        for index in columns.place.chunks {
            let chunk = footer.chunks[index]
            let dictionary = Int(chunk.column) - Column.dictionary
            guard dictionary >= 0 else { continue }
            let offset = columns.place.offset + Int(chunk.offset)
            guard footer.dictionaries.indices.contains(dictionary) else {
                report(offset, "block \(number) has a column of dictionary \(dictionary), which is not there")
                continue
            }
            let values = columns(Int(chunk.column))
            if values.max() ?? 0 >= UInt64(footer.dictionaries[dictionary].valueCount) {
                report(offset, "block \(number) refers to a value that dictionary \(dictionary) does not have")
            }
            if values.min() != UInt64(chunk.minimum) || values.max() != UInt64(chunk.maximum) {
                report(offset, "the footer has other bounds for column \(chunk.column) of block \(number)")
            }
        }
    }

    private mutating func checkGroups(_ columns: Columns, _ number: Int) {
        let place = columns.place
        let highs = columns(Column.traceHigh)
        let lows = columns(Column.traceLow)
        let groupStarts = columns(Column.groupStart)
        let groupRows = columns(Column.groupRows)
        let offsets = columns(Column.startOffset)
        let durations = columns(Column.duration)
        let parents = columns(Column.parent)
        var longest: UInt64 = 0
        var earliest = UInt64.max
        var latest = UInt64.min
        var start: UInt64 = 0
        var row = 0
        for group in 0..<place.groupCount {
            start &+= Zigzag.decode(groupStarts[group])
            let trace = Preceding.trace(highs[group], lows[group])
            // Of a trace that was cut only the first group is in the index.
            if preceding != trace && preceding != .unknown {
                traces.append((SegmentFormat.hash(highs[group], lows[group]), UInt32(place.firstGroup + group)))
            }
            preceding = trace
            let rows = row..<row + Int(groupRows[group])
            for row in rows {
                let rowStart = start &+ offsets[row]
                let rowEnd = rowStart &+ Zigzag.decode(durations[row])
                earliest = min(earliest, rowStart)
                latest = max(latest, rowStart)
                if rowEnd > rowStart { longest = max(longest, rowEnd - rowStart) }
                guard parents[row] > 1 else { continue }
                let distance = Int64(bitPattern: Zigzag.decode(parents[row] - 2))
                if !rows.contains(Int(truncatingIfNeeded: Int64(row) &- distance)) {
                    report(place.offset, "span \(row) of block \(number) has a parent outside of its trace")
                }
            }
            row = rows.upperBound
        }
        if (earliest, latest) != (place.earliestStart, place.latestStart) {
            report(place.offset, "the footer has other times for block \(number) than its spans")
        }
        if longest != place.longestDuration {
            report(place.offset, "the footer has another longest duration for block \(number) than its spans")
        }
    }

    private mutating func addOperations(_ columns: Columns) {
        let names = columns(Column.dictionary + SegmentFormat.Dictionary.name)
        let sources = columns(Column.dictionary + SegmentFormat.Dictionary.source)
        let kinds = columns(Column.kind)
        let services = footer.sourceServices
        var last: (UInt64, UInt64, UInt64)?
        for row in 0..<columns.place.rowCount {
            let operation = (names[row], sources[row], kinds[row])
            if let last, last == operation { continue }
            last = operation
            operations?.insert(
                SegmentFooter.Operation(
                    service: services[Int(sources[row])], name: UInt32(names[row]),
                    kind: Int32(truncatingIfNeeded: kinds[row])))
        }
    }
}
