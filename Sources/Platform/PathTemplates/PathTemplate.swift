/// A path template in the notation of `google.api.http`: which paths a route takes, and which fields their parts are for.
///
/// ```
/// Template  = "/" Segments [ Verb ]
/// Segments  = Segment { "/" Segment }
/// Segment   = "*" | "**" | Literal | Variable
/// Variable  = "{" FieldPath [ "=" Segments ] "}"
/// FieldPath = Name { "." Name }
/// Verb      = ":" Literal
/// ```
///
/// `*` stands for one segment, `**` for any number of them, and only a verb may follow it. A variable without segments
/// stands for `*`.
public struct PathTemplate: Sendable, Hashable, CustomStringConvertible {
    /// What a segment of a path has to be.
    public enum Segment: Sendable, Hashable {
        /// This text, decoded.
        case literal(String)
        /// Anything but nothing.
        case single
        /// All segments that are left, even none.
        case rest
    }

    /// A part of the path that is the value of a field.
    public struct Variable: Sendable, Hashable {
        /// The names from the request message down to the field.
        public let fieldPath: [String]
        /// Which of the template's segments the value consists of.
        public let segments: Range<Int>
    }

    /// How many bytes a template may have.
    public static let maximumLength = 1024

    /// The segments, those of variables included.
    public let segments: [Segment]
    /// The variables, in the order of the text.
    public let variables: [Variable]
    /// What has to follow the last segment after a colon.
    public let verb: String?
    /// The text that was parsed.
    public let description: String

    init(segments: [Segment], variables: [Variable], verb: String?, text: String) {
        self.segments = segments
        self.variables = variables
        self.verb = verb
        description = text
    }

    /// Parses a template.
    /// - Throws: An error that says what is wrong, and at which character.
    public init(_ text: String) throws(PathTemplateError) {
        var parser = PathTemplateParser(text)
        self = try parser.template()
    }

    /// Whether paths that this template takes are also taken by `other` and the other way round, whatever the fields.
    public func hasSameShape(as other: PathTemplate) -> Bool {
        segments == other.segments && verb == other.verb
    }
}

extension PathTemplate: ExpressibleByStringLiteral {
    /// A template that is known to be one, as those of generated code are. Anything else stops the program.
    public init(stringLiteral text: StaticString) {
        do {
            try self.init(text.description)
        } catch {
            preconditionFailure("'\(text)' is not a path template: \(error)")
        }
    }
}
