public import OTLP
public import SpanStore

extension Waterfall {
    /// Deeper lines are drawn at this indentation, so that a long chain stays on the screen.
    private static let deepestIndentation = 16

    /// The trace as text: a summary, then for each span its place in the tree, a bar on the common time axis, its
    /// duration and status, and below it what it says about itself.
    ///
    /// - Parameters:
    ///   - id: the trace's id, for the summary.
    ///   - style: width and colour.
    public func render(id: TraceID, style: TerminalStyle) -> String {
        let columns = Columns(width: style.width, labels: rows.map { label(of: $0).count })
        let services = ServicePalette(rows.compactMap { $0.span?.service })
        var text = summary(id: id, services: services, style: style) + "\n\n"
        for row in rows {
            text += line(row, columns: columns, services: services, style: style) + "\n"
            if let details = details(of: row, style: style) {
                text += style.paint(details, .dim) + "\n"
            }
        }
        return text
    }

    private func summary(id: TraceID, services: ServicePalette, style: TerminalStyle) -> String {
        let spans = rows.compactMap(\.span)
        let errors = spans.count { $0.span.status.code == .error }
        var parts = [
            counted(spans.count, "span"), counted(services.count, "service"),
            DurationText.describe(nanoseconds: durationNanoseconds), TimeText.describe(unixNano: startUnixNano),
        ]
        if errors > 0 { parts.append(style.paint(counted(errors, "error"), .red)) }
        return style.paint("Trace \(id)", .bold) + "\n" + parts.joined(separator: " · ")
    }

    private func line(_ row: Row, columns: Columns, services: ServicePalette, style: TerminalStyle) -> String {
        guard let span = row.span else {
            return style.paint(label(of: row).truncated(to: style.width), .dim)
        }
        let isError = span.span.status.code == .error
        let isOK = span.span.status.code == .ok
        let tree = branches(of: row)
        let service = span.service.printable
        let text = label(of: row).truncated(to: columns.label)
        let code = services.code(of: span.service)
        var label = text
        if text.count > tree.count + service.count {
            label =
                tree + style.paint(service, code: code)
                + style.paint(String(text.dropFirst(tree.count + service.count)), code: isError ? "31" : "0")
        }
        let space = String(repeating: " ", count: columns.label - text.count)
        let start = span.span.startTimeUnixNano
        let length = max(span.span.endTimeUnixNano, start) - start
        let bar = columns.bar(offset: start - startUnixNano, length: length, of: durationNanoseconds)
        let duration = DurationText.describe(nanoseconds: length).padded(to: Columns.duration, trailing: false)
        let mark = isError ? " " + style.paint("✗", .red) : isOK ? " " + style.paint("✓", .green) : ""
        return label + space + " " + style.paint(bar, code: isError ? "31" : code) + " " + duration + mark
    }

    private func label(of row: Row) -> String {
        let tree = branches(of: row)
        switch row.content {
        case .missingParent(let id): return tree + "(parent \(id) is missing)"
        case .span(let span):
            let cycle = row.isInCycle ? " (its parents form a cycle)" : ""
            return tree + span.service.printable + "  " + span.span.name.printable + cycle
        }
    }

    private func details(of row: Row, style: TerminalStyle) -> String? {
        guard let text = row.span.map(KeyAttributes.describe), !text.isEmpty else { return nil }
        let guide = row.isLastChild.suffix(Self.deepestIndentation).map { $0 ? "   " : "│  " }.joined()
        return style.cut(guide + "     " + text, to: style.width)
    }

    private func branches(of row: Row) -> String {
        guard let isLast = row.isLastChild.last else { return "" }
        let above = row.isLastChild.dropLast().suffix(Self.deepestIndentation - 1)
        let cut = row.depth > Self.deepestIndentation ? "… " : ""
        return cut + above.map { $0 ? "   " : "│  " }.joined() + (isLast ? "└─ " : "├─ ")
    }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension Waterfall.Row {
    /// The span of this line, if it stands for one.
    public var span: TraceSpan? {
        if case .span(let span) = content { span } else { nil }
    }
}

/// Where label, bar and duration stand in a line.
private struct Columns {
    static let duration = 8
    let label: Int
    let bar: Int

    init(width: Int, labels: [Int]) {
        let shared = width - Self.duration - 4
        label = min(labels.max() ?? 0, shared * 3 / 5)
        bar = max(8, shared - label)
    }

    /// A bar on an axis that spans the whole trace; never invisible, never beyond the axis.
    func bar(offset: UInt64, length: UInt64, of total: UInt64) -> String {
        let scale = total == 0 ? 0 : Double(bar) / Double(total)
        let cells = max(1, min(bar, Int((Double(length) * scale).rounded())))
        let start = total == 0 ? 0 : min(bar - cells, Int(Double(offset) * scale))
        return String(repeating: " ", count: start) + String(repeating: "█", count: cells)
            + String(repeating: " ", count: bar - start - cells)
    }
}

/// A colour for each service, in order of appearance.
private struct ServicePalette {
    private static let codes = ["36", "33", "35", "34", "32", "96", "93", "95", "94", "92"]
    private var indexes: [String: Int] = [:]

    var count: Int { indexes.count }

    init(_ services: [String]) {
        for service in services where indexes[service] == nil { indexes[service] = indexes.count }
    }

    func code(of service: String) -> String { Self.codes[(indexes[service] ?? 0) % Self.codes.count] }
}
