/// Reads a path template from left to right.
struct PathTemplateParser {
    private let text: String
    private let characters: [Character]
    private var index = 0
    private var segments: [PathTemplate.Segment] = []
    private var variables: [PathTemplate.Variable] = []

    init(_ text: String) {
        self.text = text
        characters = text.utf8.count <= PathTemplate.maximumLength ? Array(text) : []
    }

    mutating func template() throws(PathTemplateError) -> PathTemplate {
        guard text.utf8.count <= PathTemplate.maximumLength else {
            throw error("a template has at most \(PathTemplate.maximumLength) bytes")
        }
        try expect("/")
        try parseSegments(inVariable: false)
        let verb = take(":") ? try literal(stoppingAtColon: false) : nil
        guard index == characters.count else { throw error("unexpected '\(characters[index])'") }
        return PathTemplate(segments: segments, variables: variables, verb: verb, text: text)
    }

    private func error(_ message: String) -> PathTemplateError {
        PathTemplateError(offset: index, message: message)
    }

    private var next: Character? { index < characters.count ? characters[index] : nil }

    private mutating func take(_ character: Character) -> Bool {
        guard next == character else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ character: Character) throws(PathTemplateError) {
        guard take(character) else { throw error("expected '\(character)'") }
    }

    private mutating func parseSegments(inVariable: Bool) throws(PathTemplateError) {
        repeat {
            if segments.last == .rest { throw error("'**' must be the last segment") }
            switch next {
            case "{" where inVariable: throw error("a variable can't be inside another one")
            case "{": try variable()
            case "*":
                index += 1
                segments.append(take("*") ? .rest : .single)
            default: segments.append(.literal(try literal(stoppingAtColon: true)))
            }
        } while take("/")
    }

    private mutating func variable() throws(PathTemplateError) {
        try expect("{")
        var fieldPath = [try name()]
        while take(".") { fieldPath.append(try name()) }
        guard !variables.contains(where: { $0.fieldPath == fieldPath }) else {
            throw error("the field '\(fieldPath.joined(separator: "."))' is there twice")
        }
        let start = segments.count
        if take("=") {
            try parseSegments(inVariable: true)
        } else {
            segments.append(.single)
        }
        try expect("}")
        variables.append(PathTemplate.Variable(fieldPath: fieldPath, segments: start..<segments.count))
    }

    private mutating func name() throws(PathTemplateError) -> String {
        let start = index
        while let character = next, character.isASCII, character == "_" || character.isLetter || character.isNumber {
            index += 1
        }
        guard start < index, !characters[start].isNumber else { throw error("expected the name of a field") }
        return String(characters[start..<index])
    }

    /// The characters of a path's segment (RFC 3986, section 3.3), with `%` only in escapes. A verb begins with a colon.
    private mutating func literal(stoppingAtColon: Bool) throws(PathTemplateError) -> String {
        let start = index
        while let character = next, Self.isAllowed(character), !(stoppingAtColon && character == ":") { index += 1 }
        guard start < index else { throw error("expected a segment") }
        guard let decoded = PercentEncoding.decode(String(characters[start..<index])) else {
            throw error("the escape before this is malformed")
        }
        return decoded
    }

    private static func isAllowed(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        return PercentEncoding.isUnreserved(byte) || "%!$&'()+,;:@".utf8.contains(byte)
    }
}
