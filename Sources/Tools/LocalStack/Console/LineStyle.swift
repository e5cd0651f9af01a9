/// How a line shows which part of the stack wrote it.
public struct LineStyle: Sendable {
    private let usesColor: Bool
    private let width: Int
    private let colors: [String: Int]

    /// A style for these parts.
    public init(parts: [String], usesColor: Bool) {
        self.usesColor = usesColor
        self.width = parts.map(\.count).max() ?? 0
        // Cyan, yellow, green, magenta, blue and their bright forms; red is left to errors.
        let palette = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94]
        self.colors = Dictionary(
            parts.enumerated().map { ($1, palette[$0 % palette.count]) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether colour is wanted: on a terminal that is not `dumb`, unless `NO_COLOR` has any value (no-color.org).
    public static func wantsColor(isTerminal: Bool, environment: [String: String]) -> Bool {
        isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// The line with its prefix; control characters that could change the terminal are dropped.
    public func line(_ text: String, from part: String) -> String {
        let name = part + String(repeating: " ", count: max(0, width - part.count))
        let printable = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 == "\t" || $0.value >= 32 }))
        guard usesColor, let color = colors[part] else { return "\(name) | \(printable)" }
        return "\u{1B}[\(color)m\(name) |\u{1B}[0m \(printable)"
    }
}
