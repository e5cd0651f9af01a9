/// Adds up what the parts of segments and logs take.
struct StorageUsage {
    private typealias Column = SegmentFormat.Column
    typealias Usage = SpanStore.Inventory.Usage

    private struct Key: Hashable {
        var kind: Usage.Kind
        var name: String
    }

    private var parts: [Key: Usage] = [:]

    /// The parts, the largest first.
    var sorted: [Usage] { parts.values.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) } }

    mutating func add(log bytes: Int) {
        change(.log, "logs") { $0.columnBytes += bytes }
    }

    mutating func add(_ file: SegmentFile) {
        let footer = file.footer
        var rest = file.byteCount
        for chunk in footer.chunks {
            let (kind, name) = Self.name(ofColumn: Int(chunk.column), footer)
            change(kind, name) { usage in
                usage.values += Int(chunk.valueCount)
                usage.columnBytes += Int(chunk.count)
            }
            rest -= Int(chunk.count)
        }
        for (number, dictionary) in footer.dictionaries.enumerated() {
            let bytes = dictionary.pages.reduce(0) { $0 + $1.storedCount }
            let (kind, name) = Self.name(ofColumn: Column.dictionary + number, footer)
            change(kind, name) { usage in
                usage.distinctValues += dictionary.valueCount
                usage.dictionaryBytes += bytes
            }
            rest -= bytes
        }
        let index = footer.indexPages.reduce(0) { $0 + $1.traceCount * 4 }
        change(.structure, "index of traces") { $0.columnBytes += index }
        change(.structure, "footers") { $0.columnBytes += rest - index }
    }

    private mutating func change(_ kind: Usage.Kind, _ name: String, _ body: (inout Usage) -> Void) {
        body(&parts[Key(kind: kind, name: name), default: Usage(kind: kind, name: name)])
    }

    /// What a column is called.
    private static func name(ofColumn column: Int, _ footer: SegmentFooter) -> (Usage.Kind, String) {
        switch column {
        case Column.traceHigh, Column.traceLow: return (.column, "trace ids")
        case Column.groupStart, Column.startOffset: return (.column, "starts")
        case Column.groupRows: return (.column, "spans of each trace")
        case Column.spanID: return (.column, "span ids")
        case Column.parent, Column.foreignParent: return (.column, "parents")
        case Column.duration: return (.column, "durations")
        case Column.kind: return (.column, "kinds")
        case Column.status: return (.column, "statuses")
        case Column.shape: return (.column, "attribute keys of each span")
        default: break
        }
        switch column - Column.dictionary {
        case SegmentFormat.Dictionary.name: return (.column, "names")
        case SegmentFormat.Dictionary.source: return (.column, "resources and scopes")
        case SegmentFormat.Dictionary.otherFields: return (.column, "events, links and statuses")
        case let number where footer.dictionaries.indices.contains(number):
            return (.attribute, String(decoding: footer.dictionaries[number].key, as: UTF8.self))
        default: return (.column, "column \(column)")
        }
    }
}
