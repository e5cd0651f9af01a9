public import OTLP

extension SpanCapture {
    /// The first span that ended without a parent among the captured ones.
    public var root: Span? { roots.first }

    /// The spans whose parents are not captured, by their start.
    public var roots: [Span] {
        let spans = spans
        let ids = Set(spans.map(\.spanID))
        return spans.filter { $0.parentSpanID.map { !ids.contains($0) } ?? true }.sorted(by: Self.startsBefore)
    }

    /// The spans of that name, in the order of their ends.
    public func spans(named name: String) -> [Span] {
        spans.filter { $0.name == name }
    }

    /// The first span of that name that has ended.
    public func span(named name: String) -> Span? {
        spans.first { $0.name == name }
    }

    /// The spans of that kind, in the order of their ends.
    public func spans(ofKind kind: SpanKind) -> [Span] {
        spans.filter { $0.kind == kind }
    }

    /// The span's children, by their start.
    public func children(of span: Span) -> [Span] {
        spans.filter { $0.traceID == span.traceID && $0.parentSpanID == span.spanID }.sorted(by: Self.startsBefore)
    }

    /// The span's parent, if it is captured.
    public func parent(of span: Span) -> Span? {
        spans.first { $0.traceID == span.traceID && $0.spanID == span.parentSpanID }
    }

    /// The spans as trees of indented names, such as
    /// ```
    /// GET /entities/{id} [server]
    ///   dummy.v1.Dummy/Get [client]
    /// ```
    public var tree: String {
        let spans = spans.sorted(by: Self.startsBefore)
        let ids = Set(spans.map(\.spanID))
        let children = Dictionary(grouping: spans) { span in
            span.parentSpanID.flatMap { ids.contains($0) ? $0 : nil }
        }
        var lines: [String] = []
        func append(_ span: Span, depth: Int) {
            let failure = span.status.code == .error ? " error" : ""
            lines.append(String(repeating: "  ", count: depth) + "\(span.name) [\(span.kind)]\(failure)")
            for child in children[span.spanID] ?? [] { append(child, depth: depth + 1) }
        }
        for root in children[nil] ?? [] { append(root, depth: 0) }
        return lines.joined(separator: "\n")
    }

    private static func startsBefore(_ lhs: Span, _ rhs: Span) -> Bool {
        lhs.startTimeUnixNano < rhs.startTimeUnixNano
    }
}
