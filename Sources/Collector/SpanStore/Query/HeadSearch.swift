import OTLP

/// A search in a head: conditions are decided once for each distinct value, then rows are scanned.
struct HeadSearch {
    private struct Condition {
        var values: NumberSet
        var sources: NumberSet
        var otherFields: NumberSet
        var asksSpan: Bool
        var asksSource: Bool
        var asksOtherFields: Bool
    }

    private let search: CompiledSearch
    private let snapshot: HeadSnapshot
    private var name: UInt32?
    private var sources: NumberSet?
    private var conditions: [Condition] = []
    /// Whether no row can match.
    private(set) var isEmpty = false

    init(_ search: CompiledSearch, _ snapshot: HeadSnapshot) {
        self.search = search
        self.snapshot = snapshot
        let dictionary = snapshot.head.dictionary
        if let operation = search.filter.operation {
            let wanted = Array(operation.utf8)
            for index in 0..<snapshot.nameCount {
                let number = dictionary.names[index]
                if dictionary.entries[Int(number)].bytes.elementsEqual(wanted) { name = number }
            }
            guard name != nil else {
                isEmpty = true
                return
            }
        }
        if let service = search.filter.service {
            let set = sources { $0.service == service }
            guard set.count > 0 else {
                isEmpty = true
                return
            }
            sources = set
        }
        for condition in search.conditions {
            let compiled = compile(condition)
            guard compiled.values.count + compiled.sources.count + compiled.otherFields.count > 0 else {
                isEmpty = true
                return
            }
            conditions.append(compiled)
        }
    }

    private func sources(where isWanted: (SpanSource) -> Bool) -> NumberSet {
        let dictionary = snapshot.head.dictionary
        var set = NumberSet(below: snapshot.entryCount)
        for index in 0..<snapshot.sourceCount {
            let number = dictionary.sources[index]
            if let source = try? SpanSource(dictionary.entries[Int(number)].bytes), isWanted(source) {
                set.insert(number)
            }
        }
        return set
    }

    private func compile(_ condition: AttributeCondition) -> Condition {
        let entries = snapshot.head.dictionary.entries
        let none = NumberSet(below: 0)
        var compiled = Condition(
            values: none, sources: none, otherFields: none, asksSpan: condition.asksSpan,
            asksSource: condition.asksSource, asksOtherFields: condition.asksOtherFields)
        if condition.asksSource { compiled.sources = sources(where: condition.matches) }
        if condition.asksSpan, let column = column(of: condition.key) {
            compiled.values = self.entries(of: column) { condition.matcher.matches(entries[Int($0)].value) }
        }
        if condition.asksOtherFields {
            compiled.otherFields = self.entries(of: SpanDictionary.Column.otherFields) {
                condition.matches(otherFields: entries[Int($0)].bytes)
            }
        }
        return compiled
    }

    private func entries(of column: UInt32, where isWanted: (UInt32) -> Bool) -> NumberSet {
        let entries = snapshot.head.dictionary.entries
        var set = NumberSet(below: snapshot.entryCount)
        for number in 0..<snapshot.entryCount where entries[number].column == column {
            if isWanted(UInt32(number)) { set.insert(UInt32(number)) }
        }
        return set
    }

    private func column(of key: [UInt8]) -> UInt32? {
        let dictionary = snapshot.head.dictionary
        for index in 0..<snapshot.keyCount
        where dictionary.entries[Int(dictionary.keys[index])].bytes.elementsEqual(key) {
            return SpanDictionary.Column.firstAttribute + UInt32(index)
        }
        return nil
    }

    /// Calls `body` with each of these rows that matches, its trace and its start.
    func run(_ rows: Range<Int>, _ body: (Int, TraceID, UInt64) -> Void) {
        let table = snapshot.head.rows
        let filter = search.filter
        for number in rows {
            let row = table[number]
            guard search.starts.contains(row.startUnixNano), search.durations.contains(row.durationNano) else {
                continue
            }
            if let name, row.name != name { continue }
            if let sources, !sources.contains(row.source) { continue }
            if let kind = filter.kind, row.kind != kind.rawValue { continue }
            if let status = filter.status, row.status != status.rawValue { continue }
            guard conditions.allSatisfy({ matches(row, $0) }) else { continue }
            body(number, row.traceID, row.startUnixNano)
        }
    }

    private func matches(_ row: SpanRow, _ condition: Condition) -> Bool {
        if condition.asksSource, condition.sources.contains(row.source) { return true }
        if condition.asksOtherFields, condition.otherFields.contains(row.otherFields) { return true }
        guard condition.asksSpan, condition.values.count > 0 else { return false }
        let attributes = snapshot.head.attributes
        for index in Int(row.firstAttribute)..<Int(row.firstAttribute + row.attributeCount)
        where condition.values.contains(attributes[index]) {
            return true
        }
        return false
    }
}
