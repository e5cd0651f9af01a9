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
    let dictionary: SpanDictionary
    /// One for each full block of rows.
    let blocks = StableColumn<HeadBlock>(chunkBits: 8, maximumCount: 1 << (26 - HeadBlock.bits))

    private let traces: Mutex<TraceTable>
    private var openBlock = HeadBlock()
    private var scratch: [UInt8] = []
    private var lookup = Lookup()

    /// - Parameter previous: a head that was like this one will be, so that tables need not grow again.
    init(generation: UInt64, like previous: Head? = nil) {
        self.generation = generation
        dictionary = previous.map { SpanDictionary(capacity: $0.dictionary.capacity) } ?? SpanDictionary()
        traces = Mutex(TraceTable(previous?.traces.withLock { $0.capacity } ?? TraceTable.Capacity()))
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
            // Its array keeps its memory from request to request; outside of the object nothing watches each access.
            var lookup = Lookup()
            swap(&lookup, &self.lookup)
            defer { swap(&lookup, &self.lookup) }
            lookup.scope = -1
            var first = 0
            while first < scanned.spans.count {
                let end = min(first + Self.windowSpans, scanned.spans.count)
                prefetch(first..<end, of: scanned, in: bytes, &lookup, traces)
                for index in first..<end {
                    try append(scanned.spans[index], of: scanned, in: bytes, limits, &lookup, &traces)
                }
                first = end
            }
        }
    }

    /// So many spans are looked up together: their share of the tables fits into the processor's nearer caches.
    private static var windowSpans: Int { 32 }

    /// What is known of the spans that are appended next.
    private struct Lookup {
        /// The hashes of their attributes, and the index of the first of these in the request.
        var hashes: ContiguousArray<UInt32> = []
        var firstAttribute = 0
        /// The ScopeSpans message that they are in, and its source.
        var scope: Int32 = -1
        var source: UInt32 = 0
    }

    /// The tables are larger than the processor's caches: what the next spans will need is asked for first, table after
    /// table, so that it comes together instead of one after the other.
    @inline(__always)
    private func prefetch(
        _ window: Range<Int>, of scanned: borrowing ScannedRequest, in bytes: UnsafeRawBufferPointer,
        _ lookup: inout Lookup, _ traces: borrowing TraceTable
    ) {
        for index in window { traces.prefetch(scanned.spans[index].traceID, scanned.spans[index].spanID) }
        lookup.hashes.removeAll(keepingCapacity: true)
        let last = scanned.spans[window.upperBound - 1]
        lookup.firstAttribute = Int(scanned.spans[window.lowerBound].firstAttribute)
        for index in lookup.firstAttribute..<Int(last.firstAttribute + last.attributeCount) {
            let hash = dictionary.hash(ofAttribute: Self.part(bytes, scanned.attributes[index]))
            lookup.hashes.append(hash)
            dictionary.prefetch(hash)
        }
        for index in window { traces.prefetchRow(scanned.spans[index].traceID, in: rows) }
        for hash in lookup.hashes { dictionary.prefetchEntry(hash) }
        for hash in lookup.hashes { dictionary.prefetchBytes(hash) }
    }

    @inline(__always)
    private func append(
        _ span: ScannedRequest.Span, of scanned: borrowing ScannedRequest, in bytes: UnsafeRawBufferPointer,
        _ limits: Limits, _ lookup: inout Lookup, _ traces: inout TraceTable
    ) throws(OTLPError) {
        if traces.contains(span.traceID, span.spanID, in: rows) {
            return try check(span, of: scanned, in: bytes, limits, lookup)
        }
        if span.scope != lookup.scope {
            lookup.scope = span.scope
            scratch.removeAll(keepingCapacity: true)
            SpanSource(Int(span.scope), of: scanned, in: bytes).append(to: &scratch)
            lookup.source = scratch.withUnsafeBytes { dictionary.intern($0, in: SpanDictionary.Column.source) }
        }
        let firstAttribute = attributes.count
        for index in Int(span.firstAttribute)..<Int(span.firstAttribute + span.attributeCount) {
            let message = Self.part(bytes, scanned.attributes[index])
            let hash = lookup.hashes[index - lookup.firstAttribute]
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
                source: lookup.source, otherFields: otherFields(of: span, scanned, bytes),
                firstAttribute: UInt32(firstAttribute), attributeCount: UInt32(span.attributeCount),
                kind: span.kind.rawValue, status: span.status.rawValue, previous: 0), &traces)
    }

    /// Checks the attributes of a span that is here already: a request is refused for them all the same.
    private func check(
        _ span: ScannedRequest.Span, of scanned: borrowing ScannedRequest, in bytes: UnsafeRawBufferPointer,
        _ limits: Limits, _ lookup: Lookup
    ) throws(OTLPError) {
        for index in Int(span.firstAttribute)..<Int(span.firstAttribute + span.attributeCount) {
            let message = Self.part(bytes, scanned.attributes[index])
            if dictionary.findAttribute(message, lookup.hashes[index - lookup.firstAttribute]) == nil {
                try WireScanner.checkAttribute(message, limits: limits)
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
