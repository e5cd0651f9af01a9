/// Text in aligned columns under a heading.
public struct TextTable: Sendable {
    private let headings: [String]
    private var rows: [[String]] = []

    /// An empty table.
    public init(headings: [String]) {
        self.headings = headings
    }

    /// Adds a row with one cell for each heading.
    public mutating func add(_ cells: [String]) {
        precondition(cells.count == headings.count, "a row has one cell for each heading")
        rows.append(cells.map(\.printable))
    }

    /// The table as lines. Columns are as wide as their widest cell; the last is cut off at the style's width.
    public func render(style: TerminalStyle) -> String {
        let widths = headings.indices.map { column in
            max(headings[column].count, rows.map { $0[column].count }.max() ?? 0)
        }
        let heading = line(headings, widths: widths, style: style)
        let body = rows.map { line($0, widths: widths, style: style) }
        return ([style.paint(heading, .bold)] + body).map { $0 + "\n" }.joined()
    }

    private func line(_ cells: [String], widths: [Int], style: TerminalStyle) -> String {
        var text = ""
        for (column, cell) in cells.enumerated() {
            if column == cells.count - 1 {
                text += style.cut(cell, to: max(12, style.width - text.count))
            } else {
                text += cell.padded(to: widths[column] + 2)
            }
        }
        return text
    }
}
