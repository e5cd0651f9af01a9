import OTLP

/// What a query works on: the store's parts as they were at one moment, oldest first.
struct StoreSnapshot: Sendable {
    var segments: [SegmentFile]
    var heads: [HeadSnapshot]
}

/// A snapshot with what one query needs to read it. For one thread.
final class StoreView {
    let snapshot: StoreSnapshot
    let readers: [SegmentReader]
    private let limits: Limits

    init(_ snapshot: StoreSnapshot, cache: DictionaryPageCache, limits: Limits) {
        self.snapshot = snapshot
        let zstandard = Zstandard()
        readers = snapshot.segments.map { SegmentReader($0, cache: cache, zstandard: zstandard) }
        // What was accepted once is shown, whatever the limits are today.
        self.limits = Limits(
            maximumMessageBytes: .max,
            maximumNestingDepth: max(limits.maximumNestingDepth, Limits().maximumNestingDepth),
            maximumAttributes: .max, maximumArenaBytes: limits.maximumArenaBytes)
    }

    /// A trace with all its spans, and whether one of them came twice; nil when nothing is known of it.
    func trace(_ id: TraceID) throws(SpanStoreError) -> (trace: Trace, hasDuplicates: Bool)? {
        var spans: [TraceSpan] = []
        var seen: Set<SpanID> = []
        var hasDuplicates = false
        var writer = RequestWriter()
        for reader in readers {
            try reader.forEachGroup(of: id) { (block, group) throws(SpanStoreError) in
                try block.load()
                var walk = try reader.walk(block, from: group.rows.lowerBound)
                let spanIDs = try block.wideValues(SegmentFormat.Column.spanID)
                for row in group.rows {
                    guard seen.insert(SpanID(value: spanIDs[row])).inserted else {
                        hasDuplicates = true
                        try reader.forEachAttribute(ofRow: row, &walk) { (_, _) throws(SpanStoreError) in }
                        continue
                    }
                    try reader.add(row: row, in: group, &walk, to: &writer)
                    try flush(&writer, into: &spans, unlessBelow: 4 << 20)
                }
            }
        }
        for head in snapshot.heads {
            for row in head.rows(of: id) {
                guard seen.insert(head.head.rows[row].spanID).inserted else {
                    hasDuplicates = true
                    continue
                }
                try head.add(row: row, to: &writer)
                try flush(&writer, into: &spans, unlessBelow: 4 << 20)
            }
        }
        try flush(&writer, into: &spans, unlessBelow: 1)
        guard !spans.isEmpty else { return nil }
        spans.sort {
            ($0.span.startTimeUnixNano, $0.span.spanID) < ($1.span.startTimeUnixNano, $1.span.spanID)
        }
        return (Trace(id: id, spans: spans), hasDuplicates)
    }

    /// Whether more than one segment or head knows of a trace, so that a span can have come twice.
    func hasSpansInSeveralParts(_ id: TraceID) throws(SpanStoreError) -> Bool {
        var parts = 0
        for head in snapshot.heads where head.head.lastRow(of: id) != nil { parts += 1 }
        for reader in readers {
            if parts > 1 { return true }
            if try !reader.file.groups(of: id).isEmpty { parts += 1 }
        }
        return parts > 1
    }

    /// Decodes what has been written; in portions, so that a large trace takes no large arena.
    private func flush(
        _ writer: inout RequestWriter, into spans: inout [TraceSpan], unlessBelow bytes: Int
    ) throws(SpanStoreError) {
        guard writer.byteCount >= bytes else { return }
        let bytes = try writer.take()
        let request: ExportTraceServiceRequest
        do throws(OTLPError) {
            request = try ExportTraceServiceRequest(protobuf: bytes, limits: limits)
        } catch {
            throw SpanStoreError(code: .damaged, message: "spans cannot be decoded", cause: error)
        }
        for resourceSpans in request.resourceSpans {
            for scopeSpans in resourceSpans.scopeSpans {
                for span in scopeSpans.spans {
                    spans.append(TraceSpan(span: span, resource: resourceSpans.resource, scope: scopeSpans.scope))
                }
            }
        }
    }
}
