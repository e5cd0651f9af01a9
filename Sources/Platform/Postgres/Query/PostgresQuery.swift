/// A statement and its parameters, written as one string literal:
///
/// ```swift
/// let query: PostgresQuery = "SELECT id FROM users WHERE email = \(email)"
/// ```
///
/// An interpolated value never becomes part of the text: it is sent apart from it, and the text says `$1`, `$2`, ….
/// Identifiers, which can't be parameters, go in by `\(unescaped:)`.
public struct PostgresQuery: Sendable, Hashable {
    /// The text of the statement, with `$1`, `$2`, … for the values.
    public internal(set) var text: String

    var parameters = PostgresParameters()

    /// A statement without parameters.
    public init(unescaped text: String) {
        self.text = text
    }
}

extension PostgresQuery: ExpressibleByStringInterpolation {
    /// A statement without parameters.
    public init(stringLiteral text: String) {
        self.text = text
    }

    /// A statement with its values.
    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        parameters = stringInterpolation.parameters
    }

    /// Collects the literal's parts.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text: String
        var parameters = PostgresParameters()

        /// Makes room for the parts.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + 3 * interpolationCount)
            parameters.reserveCapacity(interpolationCount)
        }

        /// Adds a part of the text.
        public mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Makes the value the statement's next parameter.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
            parameters.append(value)
            text += "$\(parameters.count)"
        }

        /// Makes the value, or NULL, the statement's next parameter.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            parameters.append(value)
            text += "$\(parameters.count)"
        }

        /// Puts text into the statement as it stands. Never use it for what comes from outside.
        public mutating func appendInterpolation(unescaped text: String) {
            self.text += text
        }
    }
}

extension PostgresQuery: CustomStringConvertible {
    /// The text without the values.
    public var description: String { text }
}
