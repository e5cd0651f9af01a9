import Testing

@testable import LocalStack

@Suite struct LineStyleTests {
    private let parts = ["cairn", "collector"]

    @Test(arguments: [
        ("a short name is filled up", "cairn", "ready", "cairn     | ready"),
        ("the longest name", "collector", "listening", "collector | listening"),
        ("a longer name than was known", "unexpected", "x", "unexpected | x"),
        ("control characters are dropped", "cairn", "a\u{1B}[2Jb\u{7}\tc", "cairn     | a[2Jb\tc"),
    ])
    func `given no colours, when a line is written, then its part stands before it`(
        name: String, part: String, text: String, expected: String
    ) {
        #expect(LineStyle(parts: parts, usesColor: false).line(text, from: part) == expected)
    }

    @Test func `given colours, when two parts write, then their prefixes differ in colour and the text has none`() {
        let style = LineStyle(parts: parts, usesColor: true)
        #expect(style.line("a", from: "cairn") == "\u{1B}[36mcairn     |\u{1B}[0m a")
        #expect(style.line("a", from: "collector") == "\u{1B}[33mcollector |\u{1B}[0m a")
    }

    @Test(
        arguments: [
            ("a terminal", true, [:], true),
            ("a file", false, [:], false),
            ("NO_COLOR", true, ["NO_COLOR": "1"], false),
            ("an empty NO_COLOR", true, ["NO_COLOR": ""], true),
            ("a dumb terminal", true, ["TERM": "dumb"], false),
        ] as [(String, Bool, [String: String], Bool)])
    func `given an output, when colour is in question, then the terminal and NO_COLOR decide`(
        name: String, isTerminal: Bool, environment: [String: String], expected: Bool
    ) {
        #expect(LineStyle.wantsColor(isTerminal: isTerminal, environment: environment) == expected)
    }
}
