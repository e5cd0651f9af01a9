import OTLP
import Synchronization

/// The newest spans, in memory: what the log of the same generation holds, ready to be queried.
///
/// The writer's thread appends; queries look at it through a ``HeadSnapshot``, whose counts they get under the store's
/// lock (see ``StableColumn``). When it is full a segment is built of it.
final class Head: @unchecked Sendable {
    /// The number of the log that holds the same.
    let generation: UInt64
    let rows = StableColumn<SpanRow>(chunkBits: HeadBlock.bits, maximumCount: 1 << 26)
    /// The dictionary entries of the spans' attributes, span after span.
    let attributes = StableColumn<UInt32>(chunkBits: 15, maximumCount: 1 << 30)
    let dictionary = SpanDictionary()
    /// One for each full block of rows.
    let blocks = StableColumn<HeadBlock>(chunkBits: 8, maximumCount: 1 << (26 - HeadBlock.bits))

    private let traces = Mutex(TraceTable())
    private var openBlock = HeadBlock()
    private var scratch: [UInt8] = []
    private var hashes: ContiguousArray<UInt32> = []

    init(generation: UInt64) {
        self.generation = generation
    }

    /// How much there was at a moment, to which the head can be set back.
    struct Mark {
        var rows: Int
        var attributes: Int
        var entries: Int
        var blocks: Int
        fileprivate var openBlock: HeadBlock
    }

    var mark: Mark {
        Mark(
            rows: rows.count, attributes: attributes.count, entries: dictionary.entries.count, blocks: blocks.count,
            openBlock: openBlock)
    }

    /// How many traces there are, counting those whose spans are not published yet.
    var traceCount: Int { traces.withLock { $0.traceCount } }

    /// The memory that it takes, in bytes.
    var byteCount: Int {
        rows.count * MemoryLayout<SpanRow>.stride + attributes.count * 4 + dictionary.byteCount
    }

    /// Appends the spans of a scanned request that are not here yet.
    ///
    /// The scanner has left the spans' attributes unchecked: one that is in the dictionary was checked when it came
    /// first, all others are checked here. When this throws, some spans may have been appended.
    func append(
        _ scanned: borrowing ScannedRequest, in bytes: UnsafeRawBufferPointer, limits: Limits
    ) throws(OTLPError) {
        try traces.withLock { (traces) throws(OTLPError) in
            // The tables are larger than the processor's caches: all that will be needed is asked for first, so that it
            // comes together instead of one after the other.
            for span in scanned.spans { traces.prefetch(span.traceID, span.spanID) }
            hashes.removeAll(keepingCapacity: true)
            for range in scanned.attributes {
                let hash = dictionary.hash(ofAttribute: Self.part(bytes, range))
                hashes.append(hash)
                dictionary.prefetch(hash)
            }
            for hash in hashes { dictionary.prefetchEntry(hash) }
            var scope: Int32 = -1
            var source: UInt32 = 0
            for span in scanned.spans {
                if traces.contains(span.traceID, span.spanID, in: rows) { continue }
                if span.scope != scope {
                    scope = span.scope
                    scratch.removeAll(keepingCapacity: true)
                    SpanSource(Int(scope), of: scanned, in: bytes).append(to: &scratch)
                    source = scratch.withUnsafeBytes { dictionary.intern($0, in: SpanDictionary.Column.source) }
                }
                let firstAttribute = attributes.count
                for index in Int(span.firstAttribute)..<Int(span.firstAttribute + span.attributeCount) {
                    let message = Self.part(bytes, scanned.attributes[index])
                    let hash = hashes[index]
                    if let known = dictionary.findAttribute(message, hash) {
                        attributes.append(known)
                    } else {
                        try WireScanner.checkAttribute(message, limits: limits)
                        attributes.append(dictionary.addAttribute(message, hash))
                    }
                }
                append(
                    SpanRow(
                        traceID: span.traceID, spanID: span.spanID, parentSpanID: span.parentSpanID,
                        startUnixNano: span.startTimeUnixNano, endUnixNano: span.endTimeUnixNano,
                        name: dictionary.intern(Self.part(bytes, span.name), in: SpanDictionary.Column.name),
                        source: source, otherFields: otherFields(of: span, scanned, bytes),
                        firstAttribute: UInt32(firstAttribute), attributeCount: UInt32(span.attributeCount),
                        kind: span.kind.rawValue, status: span.status.rawValue, previous: 0), &traces)
            }
        }
    }

    /// Appends rows whose entries are here already, as a log or a segment has them; those that are here are left out.
    func append(_ row: SpanRow, attributes values: UnsafeBufferPointer<UInt32>) {
        traces.withLock { traces in
            guard !traces.contains(row.traceID, row.spanID, in: rows) else { return }
            var row = row
            row.firstAttribute = UInt32(attributes.count)
            row.attributeCount = UInt32(values.count)
            for value in values { attributes.append(value) }
            append(row, &traces)
        }
    }

    /// Takes back what was appended after the mark and was not published.
    func reset(to mark: Mark) {
        traces.withLock { traces in
            for number in stride(from: rows.count - 1, through: mark.rows, by: -1) { traces.remove(number, in: rows) }
        }
        rows.removeLast(downTo: mark.rows)
        attributes.removeLast(downTo: mark.attributes)
        blocks.removeLast(downTo: mark.blocks)
        dictionary.removeLast(downTo: mark.entries)
        openBlock = mark.openBlock
    }

    /// The newest row of a trace, published or not.
    func lastRow(of trace: TraceID) -> Int? {
        traces.withLock { $0.last(of: trace, in: rows) }
    }

    @inline(__always)
    private func append(_ row: SpanRow, _ traces: inout TraceTable) {
        let number = rows.count
        rows.append(row)
        rows[number].previous = traces.insert(number, in: rows)
        openBlock.add(row)
        if rows.count & (HeadBlock.count - 1) == 0 {
            blocks.append(openBlock)
            openBlock = HeadBlock()
        }
    }

    @inline(__always)
    private func otherFields(
        of span: ScannedRequest.Span, _ scanned: borrowing ScannedRequest, _ bytes: UnsafeRawBufferPointer
    ) -> UInt32 {
        let first = Int(span.firstOtherField)
        switch span.otherFieldCount {
        case 0:
            return dictionary.intern(
                UnsafeRawBufferPointer(start: nil, count: 0), in: SpanDictionary.Column.otherFields)
        case 1:
            return dictionary.intern(
                Self.part(bytes, scanned.otherFields[first]), in: SpanDictionary.Column.otherFields)
        default:
            scratch.removeAll(keepingCapacity: true)
            for index in first..<first + Int(span.otherFieldCount) {
                scratch.append(contentsOf: Self.part(bytes, scanned.otherFields[index]))
            }
            return scratch.withUnsafeBytes { dictionary.intern($0, in: SpanDictionary.Column.otherFields) }
        }
    }

    @inline(__always)
    private static func part(_ bytes: UnsafeRawBufferPointer, _ range: WireRange) -> UnsafeRawBufferPointer {
        // The scanner has checked that the range lies within the bytes.
        UnsafeRawBufferPointer(start: bytes.baseAddress! + Int(range.offset), count: Int(range.count))
    }
}

/// The times of 2^``bits`` rows, by which a search leaves blocks out.
struct HeadBlock: BitwiseCopyable {
    static let bits = 12
    static let count = 1 << bits

    var earliestStart = UInt64.max
    var latestStart = UInt64.min

    mutating func add(_ row: SpanRow) {
        earliestStart = min(earliestStart, row.startUnixNano)
        latestStart = max(latestStart, row.startUnixNano)
    }
}

/// A head as it was at one moment.
struct HeadSnapshot: Sendable {
    var head: Head
    var rowCount: Int
    var entryCount: Int
    var keyCount: Int
    var sourceCount: Int
    var nameCount: Int

    /// All that is there now; on the writer's thread, or when nobody appends any more.
    init(_ head: Head) {
        self.head = head
        rowCount = head.rows.count
        entryCount = head.dictionary.entries.count
        keyCount = head.dictionary.keys.count
        sourceCount = head.dictionary.sources.count
        nameCount = head.dictionary.names.count
    }
}
