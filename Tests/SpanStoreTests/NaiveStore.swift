import OTLP
import SpanStore

/// The store by the simplest means: a list that is searched from end to end.
struct NaiveStore: Sendable {
    /// Every copy of every span in the order of arrival.
    private(set) var copies: [TraceSpan] = []
    /// Those that are shown: of a span that came several times the first copy.
    private(set) var shown: [TraceSpan] = []
    private var traces: [TraceID: [TraceSpan]] = [:]
    private var seen: Set<Identity> = []

    /// What makes two spans copies of each other.
    struct Identity: Hashable {
        var trace: TraceID
        var span: SpanID

        init(_ span: TraceSpan) {
            trace = span.span.traceID
            self.span = span.span.spanID
        }
    }

    init(_ copies: [TraceSpan] = []) {
        append(copies)
    }

    mutating func append(_ added: [TraceSpan]) {
        copies += added
        for span in added where seen.insert(Identity(span)).inserted {
            shown.append(span)
            traces[span.span.traceID, default: []].append(span)
        }
    }

    var traceIDs: [TraceID] { Array(traces.keys) }

    func trace(_ id: TraceID) -> Trace? {
        traces[id].map { spans in
            Trace(
                id: id,
                spans: spans.sorted {
                    ($0.span.startTimeUnixNano, $0.span.spanID) < ($1.span.startTimeUnixNano, $1.span.spanID)
                })
        }
    }

    /// The services of spans that are shown, or of all copies.
    func services(of spans: KeyPath<NaiveStore, [TraceSpan]>) -> Set<String> {
        Set(self[keyPath: spans].map(\.service))
    }

    func operations(of spans: KeyPath<NaiveStore, [TraceSpan]>, in service: String) -> Set<Operation> {
        Set(
            self[keyPath: spans].filter { $0.service == service }.map {
                Operation(name: $0.span.name, kind: $0.span.kind)
            })
    }

    func search(_ search: TraceSearch) -> [Trace] {
        let condition = NaiveCondition(search)
        var newest: [TraceID: UInt64] = [:]
        for span in shown where condition.holds(for: span) {
            newest[span.span.traceID] = max(newest[span.span.traceID] ?? 0, span.span.startTimeUnixNano)
        }
        let ids = newest.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.map(\.key)
        return ids.prefix(search.limit).compactMap { trace($0) }
    }
}
