import OTLP
import SpanStore

/// Reads conditions on a span in a part of TraceQL's syntax: comparisons joined by `&&`, in braces or without them.
///
///     { span.http.response.status_code >= 500 && resource.host.name =~ "web-.*" && kind = server }
///
/// On the left stands `span.KEY`, `resource.KEY`, `event.KEY`, `link.KEY`, `instrumentation.KEY`, `.KEY` (in the span or its
/// resource), `name`, `kind`, `status` or `duration`; a key may have parts in quotes. On the right stands a text in quotes
/// or without, a number, or `nil` after `!=` for “is there at all”.
struct ConditionParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// What is wrong with a text.
    struct Malformed: Error {
        /// How many characters come before it.
        var position: Int
        var problem: String
    }

    /// A value on the right.
    struct Value {
        var text: String
        var isQuoted: Bool
        var position: Int
    }

    /// A comparison as it stands in the text.
    struct Comparison {
        var field: String
        /// The attribute's scope and key; nil when the field is none.
        var attribute: (scope: SpanFilter.Attribute.Scope, key: String)?
        var fieldPosition: Int
        var sign: String
        var signPosition: Int
        var value: Value
    }

    private static let signs = ["=~", "!~", "!=", "<=", ">=", "=", "<", ">"]
    private static let scopes: [(name: String, scope: SpanFilter.Attribute.Scope)] = [
        ("span.", .span), ("resource.", .resource), ("event.", .event), ("link.", .link),
        ("instrumentation.", .instrumentation), (".", .spanOrResource),
    ]
    /// What ends a key.
    private static let marks = Set("{}()=~!<>&|^,".unicodeScalars)

    /// The comparisons of the text.
    mutating func parse() throws(Malformed) -> [Comparison] {
        var comparisons: [Comparison] = []
        skipSpace()
        let isBraced = take("{")
        repeat { comparisons.append(try comparison(isBraced: isBraced)) } while take("&&")
        if isBraced, !take("}") { throw malformed("“&&” or “}” should stand here") }
        guard position == scalars.count else {
            throw malformed("“&&” should stand here, or the value before it in quotes")
        }
        return comparisons
    }

    private mutating func comparison(isBraced: Bool) throws(Malformed) -> Comparison {
        skipSpace()
        let fieldPosition = position
        let field = try key()
        guard !field.isEmpty else { throw malformed("a field such as span.http.route should stand here") }
        let attribute = try Self.attribute(field, at: fieldPosition)
        skipSpace()
        let signPosition = position
        guard !isAt("=="), let sign = Self.signs.first(where: { take($0) }) else {
            throw malformed("a comparison should stand here: \(Self.signs.joined(separator: " "))")
        }
        let value = try value(isBraced: isBraced)
        skipSpace()
        return Comparison(
            field: field, attribute: attribute, fieldPosition: fieldPosition, sign: sign, signPosition: signPosition,
            value: value)
    }

    private static func attribute(
        _ field: String, at position: Int
    ) throws(Malformed) -> (scope: SpanFilter.Attribute.Scope, key: String)? {
        guard let (name, scope) = scopes.first(where: { field.hasPrefix($0.name) }) else { return nil }
        let key = String(field.dropFirst(name.count))
        guard !key.isEmpty else { throw Malformed(position: position, problem: "“\(field)” has no key") }
        return (scope, key)
    }

    /// A field, whose parts in quotes may hold anything.
    private mutating func key() throws(Malformed) -> String {
        var key = ""
        while let scalar = next, !scalar.properties.isWhitespace, !Self.marks.contains(scalar) {
            if scalar == "\"" || scalar == "`" {
                key += try quoted(scalar)
            } else {
                key.unicodeScalars.append(scalar)
                position += 1
            }
        }
        return key
    }

    private mutating func value(isBraced: Bool) throws(Malformed) -> Value {
        skipSpace()
        let start = position
        if let quote = next, quote == "\"" || quote == "`" {
            return Value(text: try quoted(quote), isQuoted: true, position: start)
        }
        var text = ""
        while let scalar = next, !scalar.properties.isWhitespace, !isAt("&&") {
            if isBraced, scalar == "}", scalars[(position + 1)...].allSatisfy(\.properties.isWhitespace) { break }
            text.unicodeScalars.append(scalar)
            position += 1
        }
        guard !text.isEmpty else { throw malformed("a value should stand here") }
        return Value(text: text, isQuoted: false, position: start)
    }

    /// A text in quotes, with `\` before a quote or itself; in backticks everything stands for itself.
    private mutating func quoted(_ quote: Unicode.Scalar) throws(Malformed) -> String {
        let start = position
        position += 1
        var text = ""
        while let scalar = next {
            position += 1
            if scalar == quote { return text }
            guard scalar == "\\", quote != "`", let escaped = next else {
                text.unicodeScalars.append(scalar)
                continue
            }
            position += 1
            switch escaped {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "\"", "\\": text.unicodeScalars.append(escaped)
            // As in a regular expression, where it has a meaning of its own.
            default: text.unicodeScalars.append(contentsOf: [scalar, escaped])
            }
        }
        throw Malformed(position: start, problem: "this quote has no end")
    }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private func isAt(_ text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }

    private mutating func take(_ text: String) -> Bool {
        guard isAt(text) else { return false }
        position += text.unicodeScalars.count
        skipSpace()
        return true
    }

    private mutating func skipSpace() {
        while let scalar = next, scalar.properties.isWhitespace { position += 1 }
    }

    private func malformed(_ problem: String) -> Malformed { Malformed(position: position, problem: problem) }
}
