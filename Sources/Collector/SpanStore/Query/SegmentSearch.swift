import OTLP

/// A search in one segment: conditions are decided once for each distinct value, then columns of ranks are scanned.
final class SegmentSearch {
    /// A condition on an attribute: what of the span's values satisfies it, and what of its source.
    private struct Condition {
        /// The attribute's dictionary with the ranks that match; nil when the span's attributes do not matter.
        var values: (dictionary: Int, ranks: RankSet)?
        var sources: RankSet
        var otherFields: RankSet
    }

    private let search: CompiledSearch
    private let reader: SegmentReader
    private var name: UInt32?
    private var sources: RankSet?
    private var conditions: [Condition] = []
    /// Whether no row can match.
    private(set) var isEmpty = false

    init(_ search: CompiledSearch, _ reader: SegmentReader) throws(SpanStoreError) {
        self.search = search
        self.reader = reader
        let footer = reader.file.footer
        if let operation = search.filter.operation {
            name = try reader.rank(of: Array(operation.utf8), in: SegmentFormat.Dictionary.name)
            guard name != nil else {
                isEmpty = true
                return
            }
        }
        if let service = search.filter.service {
            guard let number = footer.services.firstIndex(of: service) else {
                isEmpty = true
                return
            }
            let ranks = footer.sourceServices.indices.filter { footer.sourceServices[$0] == number }
            sources = RankSet(ranks.map { UInt32($0) })
        }
        for condition in search.conditions {
            guard let compiled = try compile(condition) else {
                isEmpty = true
                return
            }
            conditions.append(compiled)
        }
    }

    /// Nil when nothing in the segment satisfies the condition.
    private func compile(_ condition: AttributeCondition) throws(SpanStoreError) -> Condition? {
        var compiled = Condition(values: nil, sources: .none, otherFields: .none)
        if condition.asksSpan, let dictionary = reader.file.dictionary(ofKey: condition.key) {
            let ranks = try ranks(of: condition.matcher, in: dictionary)
            if case .none = ranks {} else { compiled.values = (dictionary, ranks) }
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
            var set = NumberSet(below: reader.file.footer.dictionaries[dictionary].valueCount)
            try reader.forEachValue(of: dictionary) { (rank, value) throws(SpanStoreError) in
                if condition.matches(otherFields: value) { set.insert(rank) }
            }
            compiled.otherFields = RankSet(set)
        }
        if case .none = compiled.sources, case .none = compiled.otherFields, compiled.values == nil { return nil }
        return compiled
    }

    private func ranks(of matcher: ValueMatcher, in dictionary: Int) throws(SpanStoreError) -> RankSet {
        if let candidates = matcher.candidates {
            var ranks: [UInt32] = []
            for candidate in candidates {
                if let rank = try reader.rank(of: candidate, in: dictionary) { ranks.append(rank) }
            }
            return RankSet(ranks)
        }
        var set = NumberSet(below: reader.file.footer.dictionaries[dictionary].valueCount)
        try reader.forEachValue(of: dictionary) { (rank, value) throws(SpanStoreError) in
            if matcher.matches(value) { set.insert(rank) }
        }
        return RankSet(set)
    }

    /// Calls `body` with the trace and the start of each row of a block that matches.
    func run(_ number: Int, _ body: (TraceID, UInt64) -> Void) throws(SpanStoreError) {
        typealias Column = SegmentFormat.Column
        typealias Dictionary = SegmentFormat.Dictionary
        let place = reader.file.footer.blocks[number]
        guard place.longestDuration >= search.durations.lowerBound else { return }
        if let name, !mayHold(.few([name]), Dictionary.name, place) { return }
        if let sources, !mayHold(sources, Dictionary.source, place) { return }
        for condition in conditions where !mayMatch(condition, place) { return }
        let block = reader.block(number)
        var rows = Selection(block.place.rowCount)
        for condition in conditions {
            try narrow(&rows, condition, block)
            if rows.isEmpty { return }
        }
        if let name {
            let values = try block.rowValues(Column.dictionary + Dictionary.name)
            rows.narrow { values[$0] == name }
        }
        if let sources {
            let values = try block.rowValues(Column.dictionary + Dictionary.source)
            rows.narrow { sources.contains(values[$0]) }
        }
        if let kind = search.filter.kind {
            let values = try block.rowValues(Column.kind)
            rows.narrow { values[$0] == UInt32(bitPattern: kind.rawValue) }
        }
        if let status = search.filter.status {
            let values = try block.rowValues(Column.status)
            rows.narrow { values[$0] == UInt32(bitPattern: status.rawValue) }
        }
        if rows.isEmpty { return }
        if search.durations != 0...UInt64.max {
            let values = try block.wideValues(Column.duration)
            guard values.count == place.rowCount else { throw block.damaged(Column.duration) }
            rows.narrow { search.durations.contains(Self.duration(Zigzag.decode(values[$0]))) }
            if rows.isEmpty { return }
        }
        let starts = try block.starts.get()
        let groups = try block.groups()
        var group = 0
        rows.forEach { row in
            while row >= groups[group].rows.upperBound { group += 1 }
            if search.starts.contains(starts[row]) { body(groups[group].trace, starts[row]) }
        }
    }

    /// A span that ends before it begins has no duration.
    private static func duration(_ difference: UInt64) -> UInt64 {
        Int64(bitPattern: difference) < 0 ? 0 : difference
    }

    private func mayHold(_ ranks: RankSet, _ dictionary: Int, _ place: SegmentFooter.Block) -> Bool {
        guard let chunk = reader.file.chunk(SegmentFormat.Column.dictionary + dictionary, in: place) else {
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
        var isMatch = ContiguousArray<Bool>()
        if let values = condition.values, mayHold(values.ranks, values.dictionary, block.place) {
            try markRows(with: values.ranks, of: values.dictionary, in: block, &isMatch)
        }
        var sourceValues: ContiguousArray<UInt32>?
        if mayHold(condition.sources, Dictionary.source, block.place) {
            sourceValues = try block.rowValues(Column.dictionary + Dictionary.source)
        }
        var otherValues: ContiguousArray<UInt32>?
        if mayHold(condition.otherFields, Dictionary.otherFields, block.place) {
            otherValues = try block.rowValues(Column.dictionary + Dictionary.otherFields)
        }
        if isMatch.isEmpty, sourceValues == nil, otherValues == nil { return rows.removeAll() }
        rows.narrow { row in
            (!isMatch.isEmpty && isMatch[row])
                || (sourceValues.map { condition.sources.contains($0[row]) } ?? false)
                || (otherValues.map { condition.otherFields.contains($0[row]) } ?? false)
        }
    }

    /// Marks the rows that have one of the values; leaves `marks` empty when there is none.
    private func markRows(
        with ranks: RankSet, of dictionary: Int, in block: SegmentBlock, _ marks: inout ContiguousArray<Bool>
    ) throws(SpanStoreError) {
        let values = try block.values(SegmentFormat.Column.dictionary + dictionary)
        guard values.contains(where: { ranks.contains($0) }) else { return }
        let shapes = try block.rowValues(SegmentFormat.Column.shape)
        let known = reader.file.footer.shapes
        // How many values of the dictionary each shape holds.
        let counts = ContiguousArray(known.map { shape in shape.count { Int($0) == dictionary } })
        marks = ContiguousArray(repeating: false, count: block.place.rowCount)
        var next = 0
        for row in 0..<block.place.rowCount {
            let shape = Int(shapes[row])
            guard shape < counts.count, next + counts[shape] <= values.count else {
                throw block.damaged(SegmentFormat.Column.shape)
            }
            for _ in 0..<counts[shape] {
                if ranks.contains(values[next]) { marks[row] = true }
                next += 1
            }
        }
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

    var isEmpty: Bool {
        switch state {
        case .all(let count): count == 0
        case .some(let rows): rows.isEmpty
        }
    }

    mutating func removeAll() { state = .some([]) }

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
