import OTLP

extension SegmentReader {
    /// Walks over rows of a block in their order, and knows for each dictionary which of its values comes next.
    struct RowWalk {
        let block: SegmentBlock
        let shapes: IntegerColumn<UInt32>
        fileprivate var positions: [Int]

        fileprivate mutating func nextPosition(in dictionary: Int) -> Int {
            defer { positions[dictionary] += 1 }
            return positions[dictionary]
        }
    }

    /// Begins a walk at a row of a block.
    func walk(_ block: SegmentBlock, from row: Int) throws(SpanStoreError) -> RowWalk {
        let shapes = try block.rowValues(SegmentFormat.Column.shape)
        let known = file.footer.shapes
        var counts = [Int](repeating: 0, count: known.count)
        for shape in shapes[..<row] {
            guard Int(shape) < known.count else { throw block.damaged(SegmentFormat.Column.shape) }
            counts[Int(shape)] += 1
        }
        var positions = [Int](repeating: 0, count: file.footer.dictionaries.count)
        for (shape, count) in counts.enumerated() where count > 0 {
            for dictionary in known[shape] { positions[Int(dictionary)] += count }
        }
        return RowWalk(block: block, shapes: shapes, positions: positions)
    }

    /// Calls `body` with the dictionary and the rank of each attribute of the row that comes next.
    func forEachAttribute(
        ofRow row: Int, _ walk: inout RowWalk, _ body: (Int, UInt32) throws(SpanStoreError) -> Void
    ) throws(SpanStoreError) {
        let shape = Int(walk.shapes[row])
        guard shape < file.footer.shapes.count else { throw walk.block.damaged(SegmentFormat.Column.shape) }
        for dictionary in file.footer.shapes[shape] {
            let position = walk.nextPosition(in: Int(dictionary))
            let column = SegmentFormat.Column.dictionary + Int(dictionary)
            let values = try walk.block.values(column)
            guard position < values.count else { throw walk.block.damaged(column) }
            try body(Int(dictionary), values[position])
        }
    }

    /// A row's numbers, without what comes of dictionaries.
    func fields(ofRow row: Int, in group: SegmentBlock.Group, of block: SegmentBlock)
        throws(SpanStoreError) -> SpanMessage.Fields
    {
        typealias Column = SegmentFormat.Column
        let spanIDs = try block.wideValues(Column.spanID)
        let offsets = try block.wideValues(Column.startOffset)
        let durations = try block.wideValues(Column.duration)
        let kinds = try block.rowValues(Column.kind)
        guard spanIDs.count == kinds.count, offsets.count == kinds.count, durations.count == kinds.count else {
            throw block.damaged(Column.spanID)
        }
        let start = group.start &+ offsets[row]
        return SpanMessage.Fields(
            traceID: group.trace, spanID: SpanID(value: spanIDs[row]),
            parentSpanID: SpanID(value: try block.parent(ofRow: row, spanIDs)), startUnixNano: start,
            endUnixNano: start &+ Zigzag.decode(durations[row]), kind: Int32(bitPattern: kinds[row]))
    }

    /// Adds a row's span to a request.
    func add(
        row: Int, in group: SegmentBlock.Group, _ walk: inout RowWalk, to writer: inout RequestWriter
    ) throws(SpanStoreError) {
        typealias Column = SegmentFormat.Column
        typealias Dictionary = SegmentFormat.Dictionary
        let block = walk.block
        let fields = try fields(ofRow: row, in: group, of: block)
        let source = try block.rowValues(Column.dictionary + Dictionary.source)[row]
        let name = try block.rowValues(Column.dictionary + Dictionary.name)[row]
        let otherFields = try block.rowValues(Column.dictionary + Dictionary.otherFields)[row]
        try writer.add(
            RequestWriter.SourceKey(container: ObjectIdentifier(file), number: source),
            source: { () throws(SpanStoreError) in try withValue(source, of: Dictionary.source) { Array($0) } },
            message: { (output) throws(SpanStoreError) in
                try withValue(name, of: Dictionary.name) { SpanMessage.begin(fields, name: $0, into: &output) }
                try forEachAttribute(ofRow: row, &walk) { (dictionary, rank) throws(SpanStoreError) in
                    let key = file.footer.dictionaries[dictionary].key
                    try withValue(rank, of: dictionary) { SpanMessage.attribute(key: key, value: $0, into: &output) }
                }
                try withValue(otherFields, of: Dictionary.otherFields) { output.append(contentsOf: $0) }
            })
    }

    /// Calls `body` with each group of a trace and its block.
    func forEachGroup(
        of trace: TraceID, _ body: (SegmentBlock, SegmentBlock.Group) throws(SpanStoreError) -> Void
    ) throws(SpanStoreError) {
        for first in try file.groups(of: trace) {
            var number = file.block(ofGroup: first)
            var index = first - file.footer.blocks[number].firstGroup
            // A trace that was cut goes on in the groups that follow.
            while true {
                let block = block(number)
                let groups = try block.groups()
                guard index < groups.count else { throw block.damaged(SegmentFormat.Column.traceHigh) }
                guard groups[index].trace == trace else { break }
                try body(block, groups[index])
                index += 1
                if index == groups.count {
                    number += 1
                    index = 0
                    if number == file.footer.blocks.count { break }
                }
            }
        }
    }

    /// Appends all spans to a head, which takes each only once.
    func copy(into head: Head) throws(SpanStoreError) {
        typealias Column = SegmentFormat.Column
        typealias Dictionary = SegmentFormat.Dictionary
        var entries = file.footer.dictionaries.map { ContiguousArray<UInt32>(repeating: .max, count: $0.valueCount) }
        var scratch: [UInt8] = []
        func entry(_ rank: UInt32, of dictionary: Int) throws(SpanStoreError) -> UInt32 {
            guard rank < entries[dictionary].count else { throw file.damaged("dictionary \(dictionary)") }
            if entries[dictionary][Int(rank)] != .max { return entries[dictionary][Int(rank)] }
            let number = try withValue(rank, of: dictionary) { value in
                guard dictionary >= Dictionary.firstAttribute else {
                    return head.dictionary.intern(value, in: UInt32(dictionary))
                }
                scratch.removeAll(keepingCapacity: true)
                SpanMessage.keyValue(key: file.footer.dictionaries[dictionary].key, value: value, into: &scratch)
                return scratch.withUnsafeBytes { head.dictionary.internAttribute($0) }
            }
            entries[dictionary][Int(rank)] = number
            return number
        }
        var attributes: ContiguousArray<UInt32> = []
        for number in file.footer.blocks.indices {
            let block = SegmentBlock(number, of: file, zstandard)
            try block.load()
            var walk = try walk(block, from: 0)
            let sources = try block.rowValues(Column.dictionary + Dictionary.source)
            let names = try block.rowValues(Column.dictionary + Dictionary.name)
            let otherFields = try block.rowValues(Column.dictionary + Dictionary.otherFields)
            let statuses = try block.rowValues(Column.status)
            for group in try block.groups() {
                for row in group.rows {
                    let fields = try fields(ofRow: row, in: group, of: block)
                    attributes.removeAll(keepingCapacity: true)
                    try forEachAttribute(ofRow: row, &walk) { (dictionary, rank) throws(SpanStoreError) in
                        attributes.append(try entry(rank, of: dictionary))
                    }
                    let row = SpanRow(
                        traceID: fields.traceID, spanID: fields.spanID, parentSpanID: fields.parentSpanID,
                        startUnixNano: fields.startUnixNano, endUnixNano: fields.endUnixNano,
                        name: try entry(names[row], of: Dictionary.name),
                        source: try entry(sources[row], of: Dictionary.source),
                        otherFields: try entry(otherFields[row], of: Dictionary.otherFields), firstAttribute: 0,
                        attributeCount: 0, kind: fields.kind, status: Int32(bitPattern: statuses[row]), previous: 0)
                    attributes.withUnsafeBufferPointer { head.append(row, attributes: $0) }
                }
            }
        }
    }
}
