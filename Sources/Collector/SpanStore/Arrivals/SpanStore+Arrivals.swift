import Synchronization

extension SpanStore {
    /// Whether there are spans after `cursor`.
    public func hasArrivals(after cursor: ArrivalCursor) -> Bool {
        engine.state.withLock { $0.hasArrivals(after: cursor) }
    }

    /// About how many spans a request of ``arrivals(after:maximumBytes:)`` holds.
    private static var requestSpans: Int { 256 }

    /// Stored spans after `cursor` in the order of their arrival, in requests of some hundred spans; at least one if there
    /// is any, together of about `maximumBytes` at most.
    ///
    /// Spans in the newest log come as they came. What has become a segment comes in the segment's order; a cursor in the
    /// middle of a log that has become one since goes back to the segment's first span, so that spans may come again. A
    /// cursor into what retention has deleted goes on with the oldest span that is left. What is damaged is left out, and
    /// named in ``warnings``.
    public func arrivals(after cursor: ArrivalCursor, maximumBytes: Int) throws(SpanStoreError) -> Arrivals {
        let arrivals = try readArrivals(after: cursor, maximumBytes: maximumBytes)
        engine.state.withLock { $0.exporterStands(in: arrivals.next.generation) }
        return arrivals
    }

    private func readArrivals(after cursor: ArrivalCursor, maximumBytes: Int) throws(SpanStoreError) -> Arrivals {
        let (segments, heads, end) = engine.state.withLock { state in
            var heads = state.snapshot.heads
            if let followed = state.followed { heads.insert(followed, at: 0) }
            return (state.segments, heads, state.endOfArrivals)
        }
        var arrivals = Arrivals(requests: [], next: cursor)
        var bytes = 0
        // A head that an exporter is in the middle of goes before the segment that it has become.
        if cursor.lastGeneration == nil, let head = heads.first(where: { $0.head.generation == cursor.generation }),
            cursor.offset > 0, cursor.offset <= head.rowCount
        {
            try add(head, from: cursor.offset, to: &arrivals, &bytes, maximumBytes)
            if bytes > 0 { return arrivals }
        }
        for segment in segments where segment.footer.generations.upperBound >= cursor.generation {
            let first = segment.footer.firstRow(after: cursor)
            guard first < segment.footer.rowCount else { continue }
            try add(segment, from: first, to: &arrivals, &bytes, maximumBytes)
            return arrivals
        }
        for head in heads where head.head.generation > cursor.generation || cursor.offset == 0 {
            guard head.head.generation >= cursor.generation, head.rowCount > 0,
                !segments.contains(where: { $0.footer.generations.contains(head.head.generation) })
            else { continue }
            try add(head, from: 0, to: &arrivals, &bytes, maximumBytes)
            return arrivals
        }
        arrivals.next = end
        return arrivals
    }

    private func add(
        _ head: HeadSnapshot, from first: Int, to arrivals: inout Arrivals, _ bytes: inout Int, _ maximumBytes: Int
    ) throws(SpanStoreError) {
        var writer = RequestWriter()
        var row = first
        while row < head.rowCount, bytes == 0 || bytes + writer.byteCount < maximumBytes {
            try head.add(row: row, to: &writer)
            row += 1
            if writer.spanCount == Self.requestSpans || bytes + writer.byteCount >= maximumBytes {
                bytes += writer.byteCount
                arrivals.requests.append(try writer.take())
            }
        }
        if writer.spanCount > 0 {
            bytes += writer.byteCount
            arrivals.requests.append(try writer.take())
        }
        arrivals.next = ArrivalCursor(generation: head.head.generation, offset: row)
    }

    private func add(
        _ segment: SegmentFile, from first: Int, to arrivals: inout Arrivals, _ bytes: inout Int, _ maximumBytes: Int
    ) throws(SpanStoreError) {
        let reader = SegmentReader(segment, cache: engine.pages, zstandard: Zstandard())
        let footer = segment.footer
        var writer = RequestWriter()
        var row = first
        let firstBlock = footer.blocks.lastIndex { $0.firstRow <= first } ?? 0
        for number in firstBlock..<footer.blocks.count {
            let block = reader.block(number)
            do throws(SpanStoreError) {
                try add(block, of: reader, from: &row, to: &writer, &arrivals, &bytes, maximumBytes)
            } catch {
                // Whoever follows must come past what is damaged, and gets the rest.
                guard error.code == .damaged else { throw error }
                engine.report([error])
                row = block.place.firstRow + block.place.rowCount
            }
            if row < block.place.firstRow + block.place.rowCount { break }
        }
        if writer.spanCount > 0 {
            bytes += writer.byteCount
            arrivals.requests.append(try writer.take())
        }
        arrivals.next = ArrivalCursor(
            generation: footer.generations.lowerBound, lastGeneration: footer.generations.upperBound, offset: row)
    }

    /// Adds rows of a block until there are enough.
    private func add(
        _ block: SegmentBlock, of reader: SegmentReader, from row: inout Int, to writer: inout RequestWriter,
        _ arrivals: inout Arrivals, _ bytes: inout Int, _ maximumBytes: Int
    ) throws(SpanStoreError) {
        try block.load()
        let start = row - block.place.firstRow
        var walk = try reader.walk(block, from: start)
        for group in try block.groups() where group.rows.upperBound > start {
            for index in max(group.rows.lowerBound, start)..<group.rows.upperBound {
                if bytes > 0 && bytes + writer.byteCount >= maximumBytes { return }
                try reader.add(row: index, in: group, &walk, to: &writer)
                row += 1
                if writer.spanCount == Self.requestSpans || bytes + writer.byteCount >= maximumBytes {
                    bytes += writer.byteCount
                    arrivals.requests.append(try writer.take())
                }
            }
        }
    }

    /// Returns as soon as there is a request after `cursor`; throws `CancellationError` when the task is cancelled
    /// and a ``SpanStoreError`` when the store is closed.
    ///
    /// A store that was opened for reading only learns of no new request.
    public func waitForArrivals(after cursor: ArrivalCursor) async throws {
        let id = engine.state.withLock { $0.arrivalWaiters.makeID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = engine.state.withLock { state in
                    if state.hasArrivals(after: cursor) { return .success(()) }
                    if state.arrivalWaiters.isClosed {
                        return .failure(SpanStoreError(code: .closed, message: "the store is closed"))
                    }
                    // A cancellation before this was not heard by the handler, one after it will be.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.arrivalWaiters.add(id, after: cursor, continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            engine.state.withLock { $0.arrivalWaiters.remove(id) }?.resume(throwing: CancellationError())
        }
    }
}

extension SegmentFooter {
    /// The first span of a segment that a cursor has not seen.
    func firstRow(after cursor: ArrivalCursor) -> Int {
        guard cursor.generation >= generations.lowerBound else { return 0 }
        guard let last = cursor.lastGeneration else {
            // The end of a log is the end of the segment that it alone has become.
            let isOwn = generations.lowerBound == generations.upperBound
            return isOwn && cursor.offset == rowCount ? rowCount : 0
        }
        return cursor.generation...last == generations ? cursor.offset : 0
    }
}
