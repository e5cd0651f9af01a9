/// How output is to look: its width, and whether colour is wanted.
public struct TerminalStyle: Hashable, Sendable {
    /// Columns that a line may fill.
    public var width: Int
    /// Whether SGR escape sequences are written.
    public var usesColor: Bool
    /// Whether text that goes beyond the width is cut off; what another program reads should be whole.
    public var cutsText: Bool

    /// A style.
    public init(width: Int = 120, usesColor: Bool = false, cutsText: Bool = true) {
        self.width = max(40, width)
        self.usesColor = usesColor
        self.cutsText = cutsText
    }

    /// The style for standard output.
    ///
    /// - Parameters:
    ///   - environment: `NO_COLOR` (https://no-color.org) and `TERM=dumb` turn colour off, `COLUMNS` sets the width.
    ///   - terminalWidth: the columns of the terminal, nil when output does not go to one; colour is only for terminals.
    public init(environment: [String: String], terminalWidth: Int?) {
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
        let columns = environment["COLUMNS"].flatMap { Int($0) } ?? terminalWidth
        self.init(
            width: columns ?? 120, usesColor: terminalWidth != nil && !isPlain, cutsText: columns != nil)
    }

    enum Color: String {
        case dim = "2", bold = "1", red = "31", green = "32"
    }

    /// The text as far as it fits into the given columns.
    func cut(_ text: String, to columns: Int) -> String { cutsText ? text.truncated(to: columns) : text }

    func paint(_ text: String, _ color: Color) -> String { paint(text, code: color.rawValue) }

    func paint(_ text: String, code: String) -> String {
        usesColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// The text with control characters made visible: what a span carries must not drive the reader's terminal.
    var printable: String {
        guard unicodeScalars.contains(where: { $0.isControl }) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n", "\t", "\r": text.append(" ")
            default: text.unicodeScalars.append(scalar.isControl ? "\u{FFFD}" : scalar)
            }
        }
        return text
    }

    /// The text cut to a number of characters, with an ellipsis where something is missing.
    func truncated(to width: Int) -> String {
        count <= width ? self : prefix(max(0, width - 1)) + "…"
    }

    func padded(to width: Int, trailing: Bool = true) -> String {
        let space = String(repeating: " ", count: max(0, width - count))
        return trailing ? self + space : space + self
    }
}

extension Unicode.Scalar {
    /// C0 and C1 controls, and the bidirectional overrides that reorder a line.
    fileprivate var isControl: Bool {
        value < 0x20 || (0x7F...0x9F).contains(value) || (0x202A...0x202E).contains(value)
            || (0x2066...0x2069).contains(value)
    }
}
