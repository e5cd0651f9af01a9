/// Entity tags (RFC 9110, section 8.8.3), which are quoted in HTTP and not in messages.
enum EntityTag {
    /// Whether the values of a field are entity tags.
    static func isQuoted(_ header: String) -> Bool {
        ["etag", "if-match", "if-none-match"].contains(header.lowercased())
    }

    /// `"a"` as `a`. A weak tag, a list and `*` stay as they are: whoever compares them finds them equal to no tag.
    static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        let inner = text.dropFirst().dropLast()
        return inner.contains("\"") ? text : String(inner)
    }

    static func quoted(_ tag: String) -> String { "\"\(tag)\"" }

    /// Whether `If-None-Match` has the tag, compared weakly, as section 13.1.2 wants.
    static func list(_ field: String, has tag: String) -> Bool {
        field.split(separator: ",").contains { entry in
            let entry = entry.drop { $0 == " " || $0 == "\t" }
            let strong = entry.hasPrefix("W/") ? entry.dropFirst(2) : entry
            let end = strong.lastIndex { $0 != " " && $0 != "\t" }
            return entry == "*" || end.map { strong[...$0] == quoted(tag) } ?? false
        }
    }
}
