extension StringProtocol {
    /// Without the spaces and tabs at both ends, which HTTP lets stand around a header's value and a list's members.
    func trimmingOptionalWhitespace() -> Substring {
        var text = self[...] as? Substring ?? Substring(self)
        while let first = text.utf8.first, first == 0x20 || first == 0x09 { text.unicodeScalars.removeFirst() }
        while let last = text.utf8.last, last == 0x20 || last == 0x09 { text.unicodeScalars.removeLast() }
        return text
    }
}
