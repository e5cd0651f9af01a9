/// The passwords that attackers try first.
enum CommonPasswords {
    /// Whether `text`, in lower case, is one of them.
    static func contains(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { wanted in
            var list = Self.list
            return list.withUTF8 { contains(wanted, in: $0) }
        }
    }

    /// A binary search for the word that stands between two separators.
    private static func contains(
        _ wanted: UnsafeBufferPointer<UInt8>, in list: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            let start = (list[low..<middle].lastIndex(where: isSeparator) ?? low - 1) + 1
            let end = list[middle..<high].firstIndex(where: isSeparator) ?? high
            let word = list[start..<end]
            if word.elementsEqual(wanted) { return true }
            if word.lexicographicallyPrecedes(wanted) {
                low = end + 1
            } else {
                high = max(start - 1, low)
            }
        }
        return false
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
    }
}
