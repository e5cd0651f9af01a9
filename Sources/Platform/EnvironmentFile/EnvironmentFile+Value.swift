extension EnvironmentFile {
    /// What a value's text stands for, or nil when its quotes or escapes are wrong.
    static func value(_ text: Substring) -> String? {
        switch text.first {
        case "'": singleQuoted(text.dropFirst())
        case "\"": doubleQuoted(text.dropFirst())
        default: unquoted(text)
        }
    }

    private static func unquoted(_ text: Substring) -> String {
        var previous: Character = " "
        for index in text.indices {
            if text[index] == "#", previous.isWhitespace { return String(text[..<index].trimmed) }
            previous = text[index]
        }
        return String(text)
    }

    private static func singleQuoted(_ text: Substring) -> String? {
        guard let end = text.firstIndex(of: "'"), isEnd(text[text.index(after: end)...]) else { return nil }
        return String(text[..<end])
    }

    private static func doubleQuoted(_ text: Substring) -> String? {
        var value = ""
        var rest = text
        while let character = rest.popFirst() {
            switch character {
            case "\"": return isEnd(rest) ? value : nil
            case "\\":
                switch rest.popFirst() {
                case "n": value.append("\n")
                case "t": value.append("\t")
                case .some(let escaped) where "\"\\$".contains(escaped): value.append(escaped)
                default: return nil
                }
            default: value.append(character)
            }
        }
        return nil
    }

    /// Whether nothing but a comment follows a closing quote.
    private static func isEnd(_ rest: Substring) -> Bool {
        let rest = rest.trimmed
        return rest.isEmpty || rest.hasPrefix("#")
    }
}

extension Substring {
    var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
