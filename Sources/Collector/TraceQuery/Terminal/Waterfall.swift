public import OTLP
public import SpanStore

/// The spans of one trace as a tree, in the order in which they are shown.
///
/// Every span is shown exactly once, whatever its parents say: a span whose parent is missing stands under a line
/// for that parent, and a cycle is cut at the span that started first.
public struct Waterfall: Sendable {
    /// One line of the tree.
    public struct Row: Sendable {
        /// What a line stands for.
        public enum Content: Sendable {
            /// A span of the trace.
            case span(TraceSpan)
            /// A parent that spans refer to and the trace does not hold.
            case missingParent(SpanID)
        }

        /// The span, or what stands in its place.
        public var content: Content
        /// How many ancestors are shown above.
        public var depth: Int
        /// Whether each ancestor below the root, and the line itself at the end, is its parent's last child.
        public var isLastChild: [Bool]
        /// Whether the span's parents lead back to itself.
        public var isInCycle: Bool
    }

    /// The lines from top to bottom.
    public let rows: [Row]
    /// When the first span starts, in nanoseconds since 1970.
    public let startUnixNano: UInt64
    /// From the first start to the last end, in nanoseconds.
    public let durationNanoseconds: UInt64

    /// Lays a trace out.
    public init(_ trace: Trace) {
        var layout = WaterfallLayout(trace.spans)
        rows = layout.rows()
        startUnixNano = trace.spans.map(\.span.startTimeUnixNano).min() ?? 0
        let end = trace.spans.map { max($0.span.endTimeUnixNano, $0.span.startTimeUnixNano) }.max() ?? 0
        durationNanoseconds = end - min(startUnixNano, end)
    }
}

/// The walk from roots to leaves, without recursion: a trace can be as deep as it has spans.
private struct WaterfallLayout {
    private enum Parent: Hashable {
        case none
        case id(SpanID)
    }

    private struct Pending {
        var content: Waterfall.Row.Content
        var isLastChild: [Bool]
        var isInCycle: Bool
    }

    private let spans: [TraceSpan]
    private var children: [Parent: [Int]] = [:]
    private var isShown: [Bool]

    init(_ spans: [TraceSpan]) {
        self.spans = spans.sorted {
            ($0.span.startTimeUnixNano, $0.span.spanID) < ($1.span.startTimeUnixNano, $1.span.spanID)
        }
        isShown = Array(repeating: false, count: spans.count)
        for (index, span) in self.spans.enumerated() {
            children[span.span.parentSpanID.map { .id($0) } ?? .none, default: []].append(index)
        }
    }

    mutating func rows() -> [Waterfall.Row] {
        var rows: [Waterfall.Row] = []
        for root in children[.none] ?? [] {
            walk(from: Pending(content: .span(spans[root]), isLastChild: [], isInCycle: false), into: &rows)
        }
        let present = Set(spans.map(\.span.spanID))
        var missing: Set<SpanID> = []
        for span in spans {
            guard let parent = span.span.parentSpanID, !present.contains(parent), missing.insert(parent).inserted
            else { continue }
            walk(from: Pending(content: .missingParent(parent), isLastChild: [], isInCycle: false), into: &rows)
        }
        for index in spans.indices where !isShown[index] {
            walk(from: Pending(content: .span(spans[index]), isLastChild: [], isInCycle: true), into: &rows)
        }
        return rows
    }

    private mutating func walk(from start: Pending, into rows: inout [Waterfall.Row]) {
        markShown(start.content)
        var stack = [start]
        while let next = stack.popLast() {
            rows.append(
                Waterfall.Row(
                    content: next.content, depth: next.isLastChild.count, isLastChild: next.isLastChild,
                    isInCycle: next.isInCycle))
            let kept = takeChildren(of: next.content)
            for (position, child) in kept.enumerated().reversed() {
                stack.append(
                    Pending(
                        content: .span(spans[child]), isLastChild: next.isLastChild + [position == kept.count - 1],
                        isInCycle: false))
            }
        }
    }

    /// The children that are not shown yet; from now on they count as shown.
    private mutating func takeChildren(of content: Waterfall.Row.Content) -> [Int] {
        let id =
            switch content {
            case .span(let span): span.span.spanID
            case .missingParent(let id): id
            }
        var taken: [Int] = []
        for child in children[.id(id)] ?? [] where !isShown[child] {
            isShown[child] = true
            taken.append(child)
        }
        return taken
    }

    private mutating func markShown(_ content: Waterfall.Row.Content) {
        guard case .span(let span) = content,
            let index = spans.indices.first(where: { !isShown[$0] && spans[$0].span.spanID == span.span.spanID })
        else { return }
        isShown[index] = true
    }
}
