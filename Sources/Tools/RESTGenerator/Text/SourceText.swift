/// Source code that is written line by line.
struct SourceText {
    private(set) var text = ""
    private var indentation = 0

    /// Writes a line; an empty one has no indentation.
    mutating func line(_ line: String = "") {
        if !line.isEmpty { text += String(repeating: " ", count: indentation) + line }
        text += "\n"
    }

    /// Writes lines between two others, indented.
    mutating func block(_ open: String, _ close: String = "}", _ body: (inout SourceText) throws -> Void) rethrows {
        line(open)
        indentation += 4
        try body(&self)
        indentation -= 4
        line(close)
    }

    /// Writes a comment, each line of it behind a prefix.
    mutating func comment(_ lines: [String], prefix: String = "///") {
        for comment in lines { line(comment.isEmpty ? prefix : "\(prefix) \(comment)") }
    }
}
