public import OTLP

extension SpanStore {
    /// How many spans an exported request has, and how many bytes, about, at most.
    private static let exportedSpans = 256
    private static let exportedBytes = 1 << 20

    /// Calls `body` with all stored spans that match, as ``OTLP/ExportTraceServiceRequest``s in protobuf of at most some
    /// hundred spans, those that arrived first first. Blocks, and takes memory for one request and one block.
    ///
    /// A span that came twice, long apart, can be in it twice. What is damaged is left out and named in ``warnings``.
    ///
    /// - Parameters:
    ///   - filter: what a span must be like.
    ///   - startUnixNano: it starts at or after this time, in nanoseconds since 1970.
    ///   - endUnixNano: it starts at or before this time.
    ///   - traces: the traces to which it belongs; nil for any.
    /// - Returns: how many spans `body` got.
    /// - Throws: what `body` throws, which ends the export; ``SpanStoreError`` with the code `invalidRequest` for a
    ///   malformed regular expression, and `io`.
    @discardableResult
    public func export(
        matching filter: SpanFilter = SpanFilter(), startUnixNano: UInt64? = nil, endUnixNano: UInt64? = nil,
        traces: Set<TraceID>? = nil, body: @escaping ([UInt8]) throws -> Void
    ) throws -> Int {
        let search = TraceSearch(filter: filter, startUnixNano: startUnixNano, endUnixNano: endUnixNano, limit: 1)
        guard let compiled = try CompiledSearch(search) else { return 0 }
        let snapshot = engine.snapshot()
        var output = ExportOutput(maximumSpans: Self.exportedSpans, maximumBytes: Self.exportedBytes, body: body)
        for segment in snapshot.segments {
            // A reader keeps blocks, so that each segment gets its own.
            let reader = SegmentReader(segment, cache: engine.pages, zstandard: Zstandard())
            do {
                try export(reader, compiled, traces, to: &output)
            } catch let error as SpanStoreError where error.code == .damaged {
                engine.report([error])
            }
        }
        for head in snapshot.heads {
            let search = HeadSearch(compiled, head)
            if search.isEmpty { continue }
            for first in stride(from: 0, to: head.rowCount, by: HeadBlock.count) {
                var rows: [Int] = []
                search.run(first..<min(first + HeadBlock.count, head.rowCount)) { row, trace, _ in
                    if traces?.contains(trace) ?? true { rows.append(row) }
                }
                for row in rows {
                    try head.add(row: row, to: &output.writer)
                    try output.flushIfFull()
                }
            }
        }
        try output.flush()
        return output.spans
    }

    private func export(
        _ reader: SegmentReader, _ compiled: CompiledSearch, _ traces: Set<TraceID>?, to output: inout ExportOutput
    ) throws {
        let search = try SegmentSearch(compiled, reader)
        if search.isEmpty { return }
        var numbers = Array(reader.file.footer.blocks.indices)
        if let traces {
            var wanted: Set<Int> = []
            for trace in traces {
                try reader.forEachGroup(of: trace) { (block, _) throws(SpanStoreError) in wanted.insert(block.number) }
            }
            numbers = wanted.sorted()
        }
        for number in numbers {
            let place = reader.file.footer.blocks[number]
            let starts = min(place.earliestStart, place.latestStart)...place.latestStart
            guard compiled.starts.overlaps(starts) else { continue }
            do {
                try export(number, reader, search, traces, to: &output)
            } catch let error as SpanStoreError where error.code == .damaged {
                engine.report([error])
            }
        }
    }

    private func export(
        _ number: Int, _ reader: SegmentReader, _ search: SegmentSearch, _ traces: Set<TraceID>?,
        to output: inout ExportOutput
    ) throws {
        var rows: [Int] = []
        try search.run(number, reader) { row, trace, _ in if traces?.contains(trace) ?? true { rows.append(row) } }
        guard let last = rows.last else { return }
        let block = reader.block(number)
        try block.load()
        var walk = try reader.walk(block, from: 0)
        var next = 0
        for group in try block.groups() {
            for row in group.rows {
                if row > last { return }
                guard rows[next] == row else {
                    try reader.forEachAttribute(ofRow: row, &walk) { (_, _) throws(SpanStoreError) in }
                    continue
                }
                next += 1
                try reader.add(row: row, in: group, &walk, to: &output.writer)
                try output.flushIfFull()
            }
        }
    }
}

/// Hands requests on when they are full.
private struct ExportOutput {
    let maximumSpans: Int
    let maximumBytes: Int
    let body: ([UInt8]) throws -> Void
    var writer = RequestWriter()
    private(set) var spans = 0

    init(maximumSpans: Int, maximumBytes: Int, body: @escaping ([UInt8]) throws -> Void) {
        self.maximumSpans = maximumSpans
        self.maximumBytes = maximumBytes
        self.body = body
    }

    mutating func flushIfFull() throws {
        if writer.spanCount >= maximumSpans || writer.byteCount >= maximumBytes { try flush() }
    }

    mutating func flush() throws {
        guard writer.spanCount > 0 else { return }
        let count = writer.spanCount
        try body(try writer.take())
        spans += count
    }
}
