/// Reads a filter by the grammar of AIP-160:
///
/// ```
/// filter     = [ expression ]
/// expression = sequence { "AND" sequence }
/// sequence   = factor { factor }
/// factor     = term { "OR" term }
/// term       = [ "NOT" | "-" ] simple
/// simple     = "(" expression ")" | field comparator value | text
/// ```
///
/// So OR binds tighter than AND. A field's value is a word or a quoted text; functions and nested fields are not known.
struct FilterParser {
    private let tokens: [FilterToken]
    private var index = 0
    private var depth = 0
    private var comparisons = 0

    /// - Precondition: The last token is the end.
    init(tokens: [FilterToken]) {
        self.tokens = tokens
    }

    private var token: FilterToken { tokens[index] }

    mutating func filter() throws(FilterError) -> EntityFilter {
        guard token.kind != .end else { return .all([]) }
        let filter = try expression()
        guard token.kind == .end else { throw FilterError(at: token.offset, "this parenthesis closes nothing") }
        return filter
    }

    private mutating func expression() throws(FilterError) -> EntityFilter {
        var parts = [try sequence()]
        while token.kind == .word("AND") {
            index += 1
            parts.append(try sequence())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func sequence() throws(FilterError) -> EntityFilter {
        var parts = [try factor()]
        while token.kind != .end, token.kind != .close, token.kind != .word("AND") { parts.append(try factor()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func factor() throws(FilterError) -> EntityFilter {
        var parts = [try term()]
        while token.kind == .word("OR") {
            index += 1
            parts.append(try term())
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func term() throws(FilterError) -> EntityFilter {
        guard token.kind == .word("NOT") || token.kind == .minus else { return try simple() }
        index += 1
        return .not(try simple())
    }

    private mutating func simple() throws(FilterError) -> EntityFilter {
        let start = token
        guard start.kind == .open else { return try restriction() }
        depth += 1
        guard depth <= EntityFilter.Limit.depth else {
            throw FilterError(at: start.offset, "there are more than \(EntityFilter.Limit.depth) parentheses open")
        }
        index += 1
        let inner = try expression()
        guard token.kind == .close else { throw FilterError(at: start.offset, "the parenthesis is not closed") }
        index += 1
        depth -= 1
        return inner
    }

    private mutating func restriction() throws(FilterError) -> EntityFilter {
        comparisons += 1
        guard comparisons <= EntityFilter.Limit.comparisons else {
            throw FilterError(
                at: token.offset, "there are more than \(EntityFilter.Limit.comparisons) comparisons")
        }
        let subject = token
        switch subject.kind {
        case .quoted(let text):
            index += 1
            guard !isAtComparator else { throw FilterError(at: subject.offset, "a field must not be in quotes") }
            return .anywhere(text)
        case .word(let text):
            guard !["AND", "OR", "NOT"].contains(text.uppercased()) else {
                throw FilterError(
                    at: subject.offset,
                    "AND, OR and NOT stand in capitals between or before terms; a word to look for must be in quotes")
            }
            index += 1
            guard isAtComparator else { return .anywhere(text) }
            return try FilterComparison(field: text, at: subject.offset, comparator: nextToken(), value: nextToken())
                .filter()
        case .end: throw FilterError(at: subject.offset, "a term is missing")
        default: throw FilterError(at: subject.offset, "a field, a text or a parenthesis must stand here")
        }
    }

    private var isAtComparator: Bool {
        switch token.kind {
        case .comparison, .has: true
        default: false
        }
    }

    /// The token, and goes on to the next one; there is none behind the end.
    private mutating func nextToken() -> FilterToken {
        let token = token
        if token.kind != .end { index += 1 }
        return token
    }
}
