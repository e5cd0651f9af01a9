public import OTLP
public import SpanStore

/// One trace in a list: where it began and how it went.
public struct TraceSummary: Sendable {
    /// The trace's id.
    public var id: TraceID
    /// When its first span starts, in nanoseconds since 1970.
    public var startUnixNano: UInt64
    /// From the first start to the last end, in nanoseconds.
    public var durationNanoseconds: UInt64
    /// How many spans it holds.
    public var spanCount: Int
    /// How many of them have the status error.
    public var errorCount: Int
    /// The service of the root span; of the earliest span, where the root is missing.
    public var service: String
    /// The name of that span.
    public var name: String

    /// Sums a trace up.
    public init(_ trace: Trace) {
        let spans = trace.spans
        let start = spans.map(\.span.startTimeUnixNano).min() ?? 0
        let end = spans.map { max($0.span.startTimeUnixNano, $0.span.endTimeUnixNano) }.max() ?? 0
        id = trace.id
        startUnixNano = start
        durationNanoseconds = end - min(start, end)
        spanCount = spans.count
        errorCount = spans.count { $0.span.status.code == .error }
        let earliest = spans.min { Self.comesFirst($0.span, $1.span) }
        service = earliest?.service ?? ""
        name = earliest?.span.name ?? ""
    }

    /// Spans without a parent come first, then those that start first.
    private static func comesFirst(_ left: OTLP.Span, _ right: OTLP.Span) -> Bool {
        let isRoot = (left.parentSpanID == nil, right.parentSpanID == nil)
        if isRoot.0 != isRoot.1 { return isRoot.0 }
        return left.startTimeUnixNano < right.startTimeUnixNano
    }

    /// A table with one line for each summary.
    public static func table(_ summaries: [TraceSummary]) -> TextTable {
        var table = TextTable(headings: ["START", "TRACE ID", "DURATION", "SPANS", "ERRORS", "SERVICE", "NAME"])
        for summary in summaries {
            table.add([
                TimeText.describe(unixNano: summary.startUnixNano), summary.id.description,
                DurationText.describe(nanoseconds: summary.durationNanoseconds), String(summary.spanCount),
                String(summary.errorCount), summary.service, summary.name,
            ])
        }
        return table
    }
}
