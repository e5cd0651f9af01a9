public import OTLP
import Synchronization

extension SpanStore {
    /// The names of all services, sorted.
    public func services() -> [String] {
        engine.state.withLock { state in
            let present = Set(state.index.presentOperations.map(\.service))
            let names = state.index.services.names
            return present.map { names[Int($0)] }.sorted()
        }
    }

    /// What a service calls its spans, sorted by name and kind.
    public func operations(of service: String) -> [Operation] {
        engine.state.withLock { state in
            let index = state.index
            return index.presentOperations
                .filter { index.services.names[Int($0.service)] == service }
                .map { Operation(name: index.names.names[Int($0.name)], kind: $0.kind) }
                .sorted { ($0.name, $0.kind.rawValue) < ($1.name, $1.kind.rawValue) }
        }
    }

    /// Everything known of one trace; nil when nothing is.
    public func trace(_ id: TraceID) throws(SpanStoreError) -> Trace? {
        let (rows, snapshot) = engine.state.withLock { state in
            (state.index.rows(of: id), StoreSnapshot(state.index, files: state.files))
        }
        guard !rows.isEmpty else { return nil }
        return try Self.trace(id, rows, RecordReader(snapshot, limits: engine.options.limits))
    }

    /// Whole traces, those with the newest matching span first.
    public func search(_ search: TraceSearch) throws(SpanStoreError) -> [Trace] {
        let snapshot = engine.state.withLock { StoreSnapshot($0.index, files: $0.files) }
        let reader = RecordReader(snapshot, limits: engine.options.limits)
        var run = SearchRun(search, snapshot: snapshot, reader: reader)
        var traces: [Trace] = []
        for id in try run.run() {
            // Rows that came or went after the snapshot are no part of this answer.
            let rows = engine.state.withLock { $0.index.rows(of: id, before: snapshot.spans.endIndex) }
            if !rows.isEmpty { traces.append(try Self.trace(id, rows, reader)) }
        }
        return traces
    }

    private static func trace(
        _ id: TraceID, _ rows: [SpanRow], _ reader: RecordReader
    ) throws(SpanStoreError) -> Trace {
        let ordered = rows.sorted { ($0.startUnixNano, $0.spanID) < ($1.startUnixNano, $1.spanID) }
        var spans: [TraceSpan] = []
        spans.reserveCapacity(ordered.count)
        for row in ordered { spans.append(try reader.span(row)) }
        return Trace(id: id, spans: spans)
    }
}
