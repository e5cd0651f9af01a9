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
    /// Makes a view of the same snapshot for another thread.
    let maker: @Sendable () -> StoreView
    private let limits: Limits

    init(_ snapshot: StoreSnapshot, cache: DictionaryPageCache, limits: Limits) {
        self.snapshot = snapshot
        maker = { StoreView(snapshot, cache: cache, limits: limits) }
        let zstandard = Zstandard()
        readers = snapshot.segments.map { SegmentReader($0, cache: cache, zstandard: zstandard) }
        // What was accepted once is shown, whatever the limits are today.
        self.limits = Limits(
            maximumMessageBytes: .max,
            maximumNestingDepth: max(limits.maximumNestingDepth, Limits().maximumNestingDepth),
            maximumAttributes: .max, maximumArenaBytes: limits.maximumArenaBytes)
    }

    /// A trace with its spans, and whether one of them came twice.
    typealias FoundTrace = (trace: Trace, hasDuplicates: Bool)

    /// A trace with all its spans; nil when nothing is known of it.
    func trace(_ id: TraceID) throws(SpanStoreError) -> FoundTrace? {
        let (found, damages) = try readableTrace(id)
        if let damage = damages.first { throw damage }
        return found
    }

    /// As much of a trace as can be read, and what of it cannot.
    func readableTrace(_ id: TraceID) throws(SpanStoreError) -> (found: FoundTrace?, damages: [SpanStoreError]) {
        var damages: [SpanStoreError] = []
        var spans: [TraceSpan] = []
        var seen: Set<SpanID> = []
        var hasDuplicates = false
        var writer = RequestWriter()
        for reader in readers {
            do throws(SpanStoreError) {
                try add(id, from: reader, to: &writer, &spans, &seen, &hasDuplicates)
            } catch {
                // Other segments may have the rest.
                guard error.code == .damaged else { throw error }
                damages.append(error)
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
        guard !spans.isEmpty else { return (nil, damages) }
        spans.sort {
            ($0.span.startTimeUnixNano, $0.span.spanID) < ($1.span.startTimeUnixNano, $1.span.spanID)
        }
        return ((Trace(id: id, spans: spans), hasDuplicates), damages)
    }

    private func add(
        _ id: TraceID, from reader: SegmentReader, to writer: inout RequestWriter, _ spans: inout [TraceSpan],
        _ seen: inout Set<SpanID>, _ hasDuplicates: inout Bool
    ) throws(SpanStoreError) {
        try reader.forEachGroup(of: id) { (block, group) throws(SpanStoreError) in
            try block.load()
            var walk = try reader.walk(block, from: group.rows.lowerBound)
            let spanIDs = try block.wideValues(SegmentFormat.Column.spanID)
            guard spanIDs.count == block.place.rowCount else { throw block.damaged(SegmentFormat.Column.spanID) }
            for row in group.rows {
                let spanID = SpanID(value: spanIDs[row])
                guard !seen.contains(spanID) else {
                    hasDuplicates = true
                    try reader.forEachAttribute(ofRow: row, &walk) { (_, _) throws(SpanStoreError) in }
                    continue
                }
                try reader.add(row: row, in: group, &walk, to: &writer)
                // Another segment may have what this one cannot give.
                seen.insert(spanID)
                try flush(&writer, into: &spans, unlessBelow: 4 << 20)
            }
        }
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
