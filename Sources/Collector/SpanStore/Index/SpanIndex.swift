import OTLP

/// All that is stored, in memory: rows of numbers, and the ways to find them.
///
/// A value type under the store's lock; a copy of its tables is a ``StoreSnapshot`` for queries.
struct SpanIndex {
    /// The earliest and the latest start in a block of span rows.
    struct BlockTimes: Sendable, BitwiseCopyable {
        var earliest = UInt64.max
        var latest = UInt64.min
    }

    private(set) var spans = BlockTable<SpanRow>()
    private(set) var scopes = BlockTable<ScopeRow>()
    private(set) var records = BlockTable<RecordRow>()
    private(set) var blockTimes: ContiguousArray<BlockTimes> = []

    var services: NameTable
    private(set) var names: NameTable
    private(set) var operations: ContiguousArray<OperationKey> = []
    /// The newest row of each operation, which tells whether retention has left any.
    private(set) var newestRow: ContiguousArray<UInt32> = []
    private var operationNumbers: [OperationKey: UInt32] = [:]

    private var tracesByID = HashSlots()
    private var spansByID = HashSlots()
    private let keyHash: KeyHash

    init(seed: UInt64 = .random(in: .min ... .max)) {
        keyHash = KeyHash(seed: seed)
        services = NameTable(keyHash: keyHash)
        names = NameTable(keyHash: keyHash)
    }

    /// How many traces there are. Between a deletion and the next growth of the table, deleted ones are still counted.
    var traceCount: Int { tracesByID.count }

    /// Adds the spans of a record; one that is there already is left as it is.
    mutating func insert(_ scanned: borrowing ScannedRequest, payload: UnsafeRawBufferPointer, record: RecordRow) {
        let recordNumber = UInt32(records.endIndex)
        records.append(record)
        let firstScope = UInt32(scopes.endIndex)
        let resources = scanned.resources
        let resourceServices = resources.map { service(of: $0, in: payload) }
        for scope in scanned.scopes {
            let resource = resources[Int(scope.resource)]
            scopes.append(ScopeRow(record: recordNumber, resource: resource, scope: scope.scope))
        }
        for span in scanned.spans {
            makeRoom()
            let row = UInt32(spans.endIndex)
            guard claim(span, as: row) else { continue }
            let service = resourceServices[Int(scanned.scopes[Int(span.scope)].resource)]
            let name = names.number(of: UnsafeRawBufferPointer(rebasing: payload[span.name.bounds]))
            let operation = number(of: OperationKey(service: service, name: name, kind: span.kind))
            newestRow[Int(operation)] = row
            let start = span.startTimeUnixNano
            let duration = span.endTimeUnixNano >= start ? span.endTimeUnixNano - start : 0
            let table = spans
            let previous = tracesByID.replace(hash: keyHash.hash(span.traceID.high, span.traceID.low), with: row) {
                $0 >= table.startIndex && table[Int($0)].traceID == span.traceID
            }
            spans.append(
                SpanRow(
                    traceID: span.traceID, spanID: span.spanID, startUnixNano: start, durationNano: duration,
                    scope: firstScope + UInt32(span.scope), operation: operation, span: span.span,
                    previous: previous ?? SpanRow.none, status: span.status))
            note(start: start, row: Int(row))
        }
    }

    /// The operations of which retention has left a span.
    var presentOperations: some Sequence<OperationKey> {
        zip(operations, newestRow).lazy.filter { [spans] in $0.1 >= spans.startIndex }.map(\.0)
    }

    /// The rows of a trace that were added before row `end`, newest first.
    func rows(of id: TraceID, before end: Int = .max) -> [SpanRow] {
        let head = tracesByID.row(hash: keyHash.hash(id.high, id.low)) {
            $0 >= spans.startIndex && spans[Int($0)].traceID == id
        }
        guard var next = head else { return [] }
        var rows: [SpanRow] = []
        while next != SpanRow.none, next >= spans.startIndex {
            let row = spans[Int(next)]
            if next < end { rows.append(row) }
            next = row.previous
        }
        return rows
    }

    /// Forgets the oldest rows.
    mutating func removeAll(beforeSpan span: Int, scope: Int, record: Int) {
        spans.removeAll(before: span)
        scopes.removeAll(before: scope)
        records.removeAll(before: record)
    }

    /// Takes a span's identity for a row; false when a row that is still there has it.
    private mutating func claim(_ span: ScannedRequest.Span, as row: UInt32) -> Bool {
        let hash = keyHash.hash(span.spanID.value, span.traceID.low ^ span.traceID.high)
        let table = spans
        let taken = spansByID.row(hash: hash) {
            $0 >= table.startIndex && table[Int($0)].spanID == span.spanID && table[Int($0)].traceID == span.traceID
        }
        guard taken == nil else { return false }
        _ = spansByID.replace(hash: hash, with: row) { $0 < table.startIndex }
        return true
    }

    /// Rebuilds a crowded table from the rows that are still there.
    private mutating func makeRoom() {
        if spansByID.isCrowded {
            var slots = HashSlots(minimumCapacity: spans.count * 2)
            for number in spans.startIndex..<spans.endIndex {
                let row = spans[number]
                let hash = keyHash.hash(row.spanID.value, row.traceID.low ^ row.traceID.high)
                _ = slots.replace(hash: hash, with: UInt32(number)) { _ in false }
            }
            spansByID = slots
        }
        if tracesByID.isCrowded {
            let heads = tracesByID.rows.filter { $0 >= spans.startIndex }
            var slots = HashSlots(minimumCapacity: heads.count * 2)
            for head in heads {
                let id = spans[Int(head)].traceID
                _ = slots.replace(hash: keyHash.hash(id.high, id.low), with: head) { _ in false }
            }
            tracesByID = slots
        }
    }

    private mutating func number(of key: OperationKey) -> UInt32 {
        if let number = operationNumbers[key] { return number }
        let number = UInt32(operations.count)
        operations.append(key)
        newestRow.append(0)
        operationNumbers[key] = number
        return number
    }

    private mutating func note(start: UInt64, row: Int) {
        let block = row >> BlockTable<SpanRow>.blockShift
        while blockTimes.count <= block { blockTimes.append(BlockTimes()) }
        blockTimes[block].earliest = min(blockTimes[block].earliest, start)
        blockTimes[block].latest = max(blockTimes[block].latest, start)
    }
}
