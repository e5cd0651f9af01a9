import FoundationEssentials
import ServiceKit

/// Which entities a list shows: the meaning of a text in the filter language of AIP-160.
indirect enum EntityFilter: Sendable, Hashable {
    /// Those for which all hold; every entity when there are none.
    case all([EntityFilter])
    /// Those for which one of these holds.
    case any([EntityFilter])
    case not(EntityFilter)
    case text(TextField, Comparison, String)
    /// Those whose text contains another one, whatever the case of ASCII letters. The text is in lower case.
    case contains(TextField, String)
    case time(TimeField, Comparison, Date)

    enum TextField: String, Sendable, CaseIterable {
        case name, description
    }

    enum TimeField: String, Sendable, CaseIterable {
        case createTime = "create_time"
        case updateTime = "update_time"
    }

    enum Comparison: String, Sendable, CaseIterable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    /// The filter that a word alone stands for.
    static func anywhere(_ text: String) -> EntityFilter {
        .any(TextField.allCases.map { .contains($0, text.asciiLowercased) })
    }
}

extension EntityFilter {
    /// What a filter may have: bytes, comparisons, and parentheses or negations within each other.
    enum Limit {
        static let length = 2000
        static let comparisons = 50
        static let depth = 16
    }

    /// Reads the `filter` of a request; the empty one shows every entity.
    init(_ text: String) throws(InvalidArgument) {
        guard text.utf8.count <= Limit.length else {
            throw InvalidArgument(field: "filter", "must have at most \(Limit.length) bytes")
        }
        do throws(FilterError) {
            var parser = FilterParser(tokens: try FilterLexer.tokens(of: text))
            self = try parser.filter()
        } catch {
            let before = text.utf8.prefix(error.offset).count { $0 & 0xc0 != 0x80 }
            throw InvalidArgument(field: "filter", "at character \(before + 1): \(error.reason)")
        }
    }
}

extension String {
    /// The text with A to Z as a to z; the letters of other alphabets stay, as in PostgreSQL's collation "C".
    var asciiLowercased: String {
        String(
            decoding: utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
