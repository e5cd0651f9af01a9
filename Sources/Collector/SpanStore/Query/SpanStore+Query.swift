public import OTLP
import Synchronization

extension SpanStore {
    /// The names of all services, sorted.
    public func services() -> [String] {
        let snapshot = engine.snapshot()
        var names: Set<String> = []
        for segment in snapshot.segments { names.formUnion(segment.footer.services) }
        for head in snapshot.heads { names.formUnion(head.services().values) }
        return names.sorted()
    }

    /// What a service calls its spans, sorted by name and kind.
    public func operations(of service: String) throws(SpanStoreError) -> [Operation] {
        let view = engine.view()
        var operations: Set<Operation> = []
        for reader in view.readers {
            let footer = reader.file.footer
            guard let number = footer.services.firstIndex(of: service) else { continue }
            for operation in footer.operations where operation.service == number {
                let name = try reader.withValue(operation.name, of: SegmentFormat.Dictionary.name) {
                    String(decoding: $0, as: UTF8.self)
                }
                operations.insert(Operation(name: name, kind: SpanKind(rawValue: operation.kind)))
            }
        }
        for head in view.snapshot.heads { operations.formUnion(head.operations(of: service)) }
        return operations.sorted { ($0.name, $0.kind.rawValue) < ($1.name, $1.kind.rawValue) }
    }

    /// Everything known of one trace; nil when nothing is.
    public func trace(_ id: TraceID) throws(SpanStoreError) -> Trace? {
        try engine.view().trace(id)?.trace
    }

    /// As much of a trace as can be read; nil when nothing is known of it.
    ///
    /// - Parameter onDamage: called with each damage that something of the trace may have been lost to.
    /// - Throws: ``SpanStoreError`` with the code `damaged` when nothing of it can be read and something is damaged.
    public func trace(
        _ id: TraceID, onDamage: (SpanStoreError) -> Void
    ) throws(SpanStoreError) -> Trace? {
        let (found, damages) = try engine.view().readableTrace(id)
        engine.report(damages)
        if found == nil, let damage = damages.first { throw damage }
        for damage in damages { onDamage(damage) }
        return found?.trace
    }

    /// Whole traces, those with the newest matching span first.
    public func search(_ search: TraceSearch) throws(SpanStoreError) -> [Trace] {
        var traces: [Trace] = []
        try self.search(search) { traces.append($0) }
        return traces
    }

    /// Calls `body` with each whole trace, those with the newest matching span first, as soon as it has been read.
    ///
    /// - Parameters:
    ///   - isCancelled: asked now and then, on the calling thread; the search ends with the code `cancelled` soon after it
    ///     says yes.
    ///   - onDamage: called with each damage that something may have been lost to; the rest is found.
    ///   - body: called with each trace.
    /// - Throws: ``SpanStoreError`` with the code `budgetExceeded` when more spans would have to be looked at than
    ///   ``Options/maximumScannedSpans``.
    public func search(
        _ search: TraceSearch, isCancelled: () -> Bool = { false },
        onDamage: (SpanStoreError) -> Void = { _ in }, body: (Trace) -> Void
    ) throws(SpanStoreError) {
        guard let compiled = try CompiledSearch(search) else { return }
        let view = engine.view()
        let control = QueryControl(maximumRows: engine.options.maximumScannedSpans)
        let plan = SearchPlan(compiled, view.snapshot)
        var limit = search.limit
        while true {
            let run = SearchRun(plan, limit: limit, control)
            let (found, isAll, searchDamages) = try run.run(view, engine.helpers, isCancelled: isCancelled)
            engine.report(searchDamages)
            // A span that was stored twice counts as it is shown: once, as it came first. That can make a trace drop
            // out or move back, so that further ones must be looked for.
            var checked: [(trace: TraceID, start: UInt64)] = []
            var isChanged = false
            for (id, start) in found {
                let shown = try shownStart(id, start, compiled, view)
                if shown != start { isChanged = true }
                if let shown { checked.append((id, shown)) }
            }
            checked.sort { NewestTraces.precedes($0, $1) }
            if isChanged, !isAll {
                let last = found.last?.start ?? 0
                let sure = checked.prefix { $0.start > last }
                if sure.count < search.limit {
                    limit *= 2
                    continue
                }
            }
            let reading = TraceReading(checked.prefix(search.limit).map(\.trace))
            try reading.forEach(view, engine.helpers) { (found, damages) throws(SpanStoreError) in
                try QueryControl.check(isCancelled)
                engine.report(damages)
                for damage in damages { onDamage(damage) }
                if let found { body(found.trace) }
            }
            for damage in searchDamages { onDamage(damage) }
            return
        }
    }

    /// The newest start of a trace's matching spans as they are shown.
    private func shownStart(
        _ id: TraceID, _ start: UInt64, _ search: CompiledSearch, _ view: StoreView
    ) throws(SpanStoreError) -> UInt64? {
        do throws(SpanStoreError) {
            guard try view.hasSpansInSeveralParts(id) else { return start }
        } catch {
            // With a damaged index nobody knows; reading the trace tells.
            guard error.code == .damaged else { throw error }
        }
        guard let found = try view.readableTrace(id).found, found.hasDuplicates else { return start }
        return found.trace.spans.filter { search.matches($0) }.map(\.span.startTimeUnixNano).max()
    }
}
