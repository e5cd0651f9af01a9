/// The words of a statement: runs of letters, digits, `_`, `.`, `$` and quoted names; everything else separates, is skipped as a comment,
/// or stands for itself.
struct SQLWords {
    private let text: String
    private var rest: Substring.UTF8View

    init(_ text: String) {
        self.text = text
        rest = text[...].utf8
    }

    /// The table after a keyword at the statement's own level, nil if a subquery stands there.
    mutating func name(after keyword: String) -> String? {
        var depth = 0
        while let word = next() {
            switch word {
            case "(": depth += 1
            case ")": depth -= 1
            default:
                if depth == 0, word.uppercased() == keyword { return nextName(skipping: ["ONLY"]) }
            }
        }
        return nil
    }

    /// The next word if it is a name.
    mutating func nextName(skipping keywords: [String]) -> String? {
        guard let word = next() else { return nil }
        if keywords.contains(word.uppercased()) { return nextName(skipping: keywords) }
        guard let first = word.utf8.first, Self.isWord(first) || first == UInt8(ascii: "\"") else { return nil }
        return word.filter { $0 != "\"" }
    }

    mutating func next() -> Substring? {
        skipSpaceAndComments()
        guard let first = rest.first else { return nil }
        let start = rest.startIndex
        if first == UInt8(ascii: "'") {
            skipQuoted(first)
        } else if Self.isWord(first) || first == UInt8(ascii: "\"") {
            while let byte = rest.first, Self.isWord(byte) || byte == UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\"") { skipQuoted(byte) } else { rest = rest.dropFirst() }
            }
        } else {
            rest = rest.dropFirst()
        }
        return text[start..<rest.startIndex]
    }

    private mutating func skipQuoted(_ quote: UInt8) {
        rest = rest.dropFirst()
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte == quote { return }
        }
    }

    private mutating func skipSpaceAndComments() {
        while let byte = rest.first {
            if byte <= UInt8(ascii: " ") {
                rest = rest.dropFirst()
            } else if rest.starts(with: "--".utf8) {
                rest = rest.drop { $0 != UInt8(ascii: "\n") }
            } else if rest.starts(with: "/*".utf8) {
                rest = rest.dropFirst(2)
                while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
                rest = rest.dropFirst(2)
            } else {
                return
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }
}
