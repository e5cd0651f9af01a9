/// Cuts a filter into its parts.
///
/// The parts are as many as the text has bytes at most, so the text's limit bounds them.
struct FilterLexer {
    private let bytes: [UInt8]
    private var index = 0
    private var tokens: [FilterToken] = []

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The parts of a text, the last of them the end.
    static func tokens(of text: String) throws(FilterError) -> [FilterToken] {
        var lexer = FilterLexer(text)
        while let token = try lexer.next() { lexer.tokens.append(token) }
        lexer.tokens.append(FilterToken(kind: .end, offset: lexer.bytes.count))
        return lexer.tokens
    }

    private mutating func next() throws(FilterError) -> FilterToken? {
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count else { return nil }
        let start = index
        return FilterToken(kind: try kind(), offset: start)
    }

    private mutating func kind() throws(FilterError) -> FilterToken.Kind {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "("): return take(1, .open)
        case UInt8(ascii: ")"): return take(1, .close)
        case UInt8(ascii: ":"): return take(1, .has)
        case UInt8(ascii: "="): return take(1, .comparison(.equal))
        case UInt8(ascii: "!") where isFollowedByEqual: return take(2, .comparison(.unequal))
        case UInt8(ascii: "<"):
            return isFollowedByEqual ? take(2, .comparison(.lessOrEqual)) : take(1, .comparison(.less))
        case UInt8(ascii: ">"):
            return isFollowedByEqual ? take(2, .comparison(.greaterOrEqual)) : take(1, .comparison(.greater))
        case UInt8(ascii: "-") where !isAfterComparison: return take(1, .minus)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted(by: byte)
        default: return try word()
        }
    }

    private mutating func take(_ count: Int, _ kind: FilterToken.Kind) -> FilterToken.Kind {
        index += count
        return kind
    }

    private var isFollowedByEqual: Bool {
        index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "=")
    }

    /// What stands there is a value, in which a minus is a minus and a colon is part of a time.
    private var isAfterComparison: Bool {
        switch tokens.last?.kind {
        case .comparison, .has: true
        default: false
        }
    }

    private mutating func quoted(by quote: UInt8) throws(FilterError) -> FilterToken.Kind {
        let start = index
        var content: [UInt8] = []
        index += 1
        while index < bytes.count, bytes[index] != quote {
            if bytes[index] == UInt8(ascii: "\\") { index += 1 }
            guard index < bytes.count else { break }
            guard bytes[index] != 0 else { throw FilterError(at: index, "the character U+0000 is not allowed") }
            content.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else { throw FilterError(at: start, "the quote is not closed") }
        index += 1
        return .quoted(String(decoding: content, as: UTF8.self))
    }

    private mutating func word() throws(FilterError) -> FilterToken.Kind {
        let start = index
        let hasColons = isAfterComparison
        while index < bytes.count, Self.isWord(bytes[index]) || hasColons && bytes[index] == UInt8(ascii: ":") {
            index += 1
        }
        guard index > start else { throw FilterError(at: start, "this character must be in quotes") }
        return .word(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (0x09...0x0d).contains(byte)
    }

    /// Letters, digits, what is not ASCII, and the punctuation that means nothing in the language.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: "_-.*+/@#%&$?;|~".utf8.contains(byte)
        }
    }
}
