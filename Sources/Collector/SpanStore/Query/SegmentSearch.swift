import OTLP

/// A search in one segment: conditions are decided once for each distinct value, then columns of ranks are scanned, on any
/// number of threads.
struct SegmentSearch {
    /// A condition on an attribute: what of the span's values satisfies it, and what of its source.
    private struct Condition {
        /// Whether so few values match that hardly a block has a row with one.
        var isRare: Bool { values?.isRare == true && sources.isEmpty && otherFields.isEmpty }
        /// Nil when the span's own attributes do not matter.
        var values: Values?
        var sources: RankSet
        var otherFields: RankSet
    }

    /// The values of an attribute that match.
    private struct Values {
        var dictionary: Int
        var ranks: RankSet
        var isRare: Bool
        /// How many values of the dictionary a span of each shape has.
        var countOfShape: ContiguousArray<Int>
    }

    private let search: CompiledSearch
    private let file: SegmentFile
    private var names: RankSet?
    private var sources: RankSet?
    /// Those that few rows satisfy are looked at before everything else.
    private var rareConditions: [Condition] = []
    private var conditions: [Condition] = []
    /// Whether no row can match.
    private(set) var isEmpty = false

    init(_ search: CompiledSearch, _ reader: SegmentReader) throws(SpanStoreError) {
        self.search = search
        file = reader.file
        let footer = file.footer
        if let operation = search.filter.operation {
            guard let name = try reader.rank(of: Array(operation.utf8), in: SegmentFormat.Dictionary.name) else {
                isEmpty = true
                return
            }
            names = RankSet([name])
        }
        if let service = search.filter.service {
            guard let number = footer.services.firstIndex(of: service) else {
                isEmpty = true
                return
            }
            let isImplied = footer.operations.allSatisfy { $0.service == number || names?.contains($0.name) == false }
            // A name that only this service has answers for the service.
            if names == nil || !isImplied {
                let ranks = footer.sourceServices.indices.filter { footer.sourceServices[$0] == number }
                sources = RankSet(ranks.map { UInt32($0) })
            }
        }
        for condition in search.conditions {
            guard let compiled = try compile(condition, reader) else {
                isEmpty = true
                return
            }
            conditions.append(compiled)
        }
        rareConditions = conditions.filter(\.isRare)
        conditions.removeAll(where: \.isRare)
    }

    /// Nil when nothing in the segment satisfies the condition.
    private func compile(
        _ condition: AttributeCondition, _ reader: SegmentReader
    ) throws(SpanStoreError) -> Condition? {
        var compiled = Condition(values: nil, sources: .none, otherFields: .none)
        if condition.asksSpan, let dictionary = file.dictionary(ofKey: condition.key) {
            let ranks = try ranks(of: condition.matcher, in: dictionary, reader)
            if !ranks.isEmpty {
                let counts = file.footer.shapes.map { shape in shape.count { Int($0) == dictionary } }
                compiled.values = Values(
                    dictionary: dictionary, ranks: ranks,
                    isRare: ranks.count < file.footer.dictionaries[dictionary].valueCount / 100,
                    countOfShape: ContiguousArray(counts))
            }
        }
        if condition.asksSource {
            var ranks: [UInt32] = []
            try reader.forEachValue(of: SegmentFormat.Dictionary.source) { (rank, value) throws(SpanStoreError) in
                if let source = try? SpanSource(value), condition.matches(source) { ranks.append(rank) }
            }
            compiled.sources = RankSet(ranks)
        }
        if condition.asksOtherFields {
            let dictionary = SegmentFormat.Dictionary.otherFields
            var set = NumberSet(below: file.footer.dictionaries[dictionary].valueCount)
            try reader.forEachValue(of: dictionary) { (rank, value) throws(SpanStoreError) in
                if condition.matches(otherFields: value) { set.insert(rank) }
            }
            compiled.otherFields = RankSet(set)
        }
        if compiled.sources.isEmpty, compiled.otherFields.isEmpty, compiled.values == nil { return nil }
        return compiled
    }

    private func ranks(
        of matcher: ValueMatcher, in dictionary: Int, _ reader: SegmentReader
    ) throws(SpanStoreError) -> RankSet {
        if let candidates = matcher.candidates {
            var ranks: [UInt32] = []
            for candidate in candidates {
                if let rank = try reader.rank(of: candidate, in: dictionary) { ranks.append(rank) }
            }
            return RankSet(ranks)
        }
        var set = NumberSet(below: file.footer.dictionaries[dictionary].valueCount)
        try reader.forEachValue(of: dictionary) { (rank, value) throws(SpanStoreError) in
            if matcher.matches(value) { set.insert(rank) }
        }
        return RankSet(set)
    }

    /// Calls `body` with each row of a block that matches, its trace and its start.
    func run(
        _ number: Int, _ reader: SegmentReader, _ body: (Int, TraceID, UInt64) -> Void
    ) throws(SpanStoreError) {
        typealias Column = SegmentFormat.Column
        typealias Dictionary = SegmentFormat.Dictionary
        let place = file.footer.blocks[number]
        guard place.longestDuration >= search.durations.lowerBound else { return }
        if let names, !mayHold(names, Dictionary.name, place) { return }
        if let sources, !mayHold(sources, Dictionary.source, place) { return }
        for condition in rareConditions + conditions where !mayMatch(condition, place) { return }
        let block = reader.block(number)
        var rows = Selection(block.place.rowCount)
        for condition in rareConditions {
            try narrow(&rows, condition, block)
            if rows.isEmpty { return }
        }
        if let names { rows.narrow(to: names, try block.rowValues(Column.dictionary + Dictionary.name)) }
        if let sources { rows.narrow(to: sources, try block.rowValues(Column.dictionary + Dictionary.source)) }
        if let kind = search.filter.kind {
            rows.narrow(to: RankSet([UInt32(bitPattern: kind.rawValue)]), try block.rowValues(Column.kind))
        }
        if let status = search.filter.status {
            rows.narrow(to: RankSet([UInt32(bitPattern: status.rawValue)]), try block.rowValues(Column.status))
        }
        var durations: IntegerColumn<UInt64>?
        if search.durations != 0...UInt64.max, !rows.isEmpty {
            if search.durations.lowerBound > 0, max(place.longestDuration, place.latestStart) <= .max / 2 {
                // An odd number is that of a span that ends before it starts, whose duration counts as 0.
                rows = Selection(
                    try block.select(rows.indices, in: codedDurations, ofColumn: Column.duration) { $0 & 1 == 0 })
            } else {
                // A span of no duration can end before it begins, and one of centuries, or at the end of time, looks like
                // that: all of them need the start as well.
                durations = try block.wideValues(Column.duration)
                guard durations?.count == place.rowCount else { throw block.damaged(Column.duration) }
            }
        }
        // Attributes take more to read than everything before.
        for condition in conditions {
            if rows.isEmpty { return }
            try narrow(&rows, condition, block)
        }
        if rows.isEmpty { return }
        try run(rows, of: block, durations, body)
    }

    /// Looks at the times of rows that match otherwise, and at their durations if they are not decided yet.
    private func run(
        _ rows: Selection, of block: SegmentBlock, _ durations: IntegerColumn<UInt64>?,
        _ body: (Int, TraceID, UInt64) -> Void
    ) throws(SpanStoreError) {
        let offsets = try block.wideValues(SegmentFormat.Column.startOffset)
        guard offsets.count == block.place.rowCount else { throw block.damaged(SegmentFormat.Column.startOffset) }
        let groups = try block.groups()
        var group = 0
        rows.forEach { row in
            while row >= groups[group].rows.upperBound { group += 1 }
            let start = groups[group].start &+ offsets[row]
            guard search.starts.contains(start) else { return }
            if let durations {
                let difference = Zigzag.decode(durations[row])
                guard search.durations.contains(start &+ difference < start ? 0 : difference) else { return }
            }
            body(row, groups[group].trace, start)
        }
    }

    /// The bounds of the durations as they are stored, in a block without a longer one than `UInt64.max / 2` or a start behind
    /// that.
    private var codedDurations: ClosedRange<UInt64> {
        Zigzag.encode(search.durations.lowerBound)...Zigzag.encode(min(search.durations.upperBound, .max / 2))
    }

    private func mayHold(_ ranks: RankSet, _ dictionary: Int, _ place: SegmentFooter.Block) -> Bool {
        guard let chunk = file.chunk(SegmentFormat.Column.dictionary + dictionary, in: place) else {
            return false
        }
        return ranks.overlaps(chunk.minimum, chunk.maximum)
    }

    private func mayMatch(_ condition: Condition, _ place: SegmentFooter.Block) -> Bool {
        if let values = condition.values, mayHold(values.ranks, values.dictionary, place) { return true }
        return mayHold(condition.sources, SegmentFormat.Dictionary.source, place)
            || mayHold(condition.otherFields, SegmentFormat.Dictionary.otherFields, place)
    }

    private func narrow(_ rows: inout Selection, _ condition: Condition, _ block: SegmentBlock) throws(SpanStoreError) {
        typealias Column = SegmentFormat.Column
        typealias Dictionary = SegmentFormat.Dictionary
        var marks = ContiguousArray<Bool>()
        if let values = condition.values, mayHold(values.ranks, values.dictionary, block.place) {
            try mark(values, in: block, &marks)
        }
        for (ranks, dictionary) in [
            (condition.sources, Dictionary.source), (condition.otherFields, Dictionary.otherFields),
        ] where mayHold(ranks, dictionary, block.place) {
            let positions = ranks.positions(in: try block.rowValues(Column.dictionary + dictionary))
            if marks.isEmpty, !positions.isEmpty {
                marks = ContiguousArray(repeating: false, count: block.place.rowCount)
            }
            for row in positions { marks[Int(row)] = true }
        }
        if marks.isEmpty { rows.removeAll() } else { rows.narrow { marks[$0] } }
    }

    /// Marks the rows that have one of the values; leaves `marks` empty when there is none.
    private func mark(
        _ wanted: Values, in block: SegmentBlock, _ marks: inout ContiguousArray<Bool>
    ) throws(SpanStoreError) {
        let values = try block.values(SegmentFormat.Column.dictionary + wanted.dictionary)
        let positions = wanted.ranks.positions(in: values)
        guard !positions.isEmpty else { return }
        let shapes = try block.rowValues(SegmentFormat.Column.shape)
        marks = ContiguousArray(repeating: false, count: block.place.rowCount)
        // Which row has a value follows from how many values the rows before it have.
        let isWhole = shapes.forEachPassing(positions) { shape in
            Int(shape) < wanted.countOfShape.count ? wanted.countOfShape[Int(shape)] : 0
        } _: { row in
            marks[row] = true
        }
        guard isWhole else { throw block.damaged(SegmentFormat.Column.shape) }
    }
}

/// Rows of a block that match so far.
private struct Selection {
    private enum State {
        case all(Int)
        case some(ContiguousArray<Int32>)
    }

    private var state: State

    init(_ count: Int) { state = .all(count) }

    init(_ rows: ContiguousArray<Int32>) { state = .some(rows) }

    var indices: ContiguousArray<Int32> {
        switch state {
        case .all(let count): ContiguousArray(0..<Int32(truncatingIfNeeded: count))
        case .some(let rows): rows
        }
    }

    var isEmpty: Bool {
        switch state {
        case .all(let count): count == 0
        case .some(let rows): rows.isEmpty
        }
    }

    mutating func removeAll() { state = .some([]) }

    /// Keeps the rows whose values are among the ranks.
    mutating func narrow(to ranks: RankSet, _ values: IntegerColumn<UInt32>) {
        if case .all = state {
            state = .some(ranks.positions(in: values))
        } else {
            narrow { ranks.contains(values[$0]) }
        }
    }

    @inline(__always)
    mutating func narrow(_ isWanted: (Int) -> Bool) {
        var rows: ContiguousArray<Int32> = []
        forEach { if isWanted($0) { rows.append(Int32(truncatingIfNeeded: $0)) } }
        state = .some(rows)
    }

    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        switch state {
        case .all(let count): for row in 0..<count { body(row) }
        case .some(let rows): for row in rows { body(Int(row)) }
        }
    }
}
