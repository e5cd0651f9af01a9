/// Settings in a file of `NAME=value` lines, as compose and shells write them.
///
/// Blank lines and lines that begin with `#` say nothing, and neither do a leading `export ` and spaces around a name or a
/// value. A value in single quotes is taken as it stands; in double quotes `\n`, `\t`, `\"`, `\\` and `\$` are unescaped;
/// without quotes it ends at ` #`. Nothing is expanded. Of two lines with one name the later holds.
public struct EnvironmentFile: Sendable, Equatable {
    /// The values by name.
    public let values: [String: String]

    /// Reads the text of a file; `path` is for the error's message only.
    public init(text: String, path: String) throws(EnvironmentFileError) {
        var values: [String: String] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (line, number) in zip(lines, 1...) {
            var line = line.trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("export ") { line = line.dropFirst("export ".count).trimmed }
            guard let equals = line.firstIndex(of: "="), Self.isName(line[..<equals].trimmed) else {
                throw EnvironmentFileError(code: .name, message: "\(path):\(number): expected NAME=value")
            }
            guard let value = Self.value(line[line.index(after: equals)...].trimmed) else {
                throw EnvironmentFileError(
                    code: .value,
                    message: "\(path):\(number): expected a closing quote with nothing after it, "
                        + #"and in double quotes no escape but \n, \t, \", \\ and \$"#)
            }
            values[String(line[..<equals].trimmed)] = value
        }
        self.values = values
    }

    /// A process's environment with the file's values beneath it: a variable that is set holds, an empty one counts as
    /// none, as in the OpenTelemetry specification.
    public func beneath(_ environment: [String: String]) -> [String: String] {
        environment.merging(values) { variable, value in variable.isEmpty ? value : variable }
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.first, !first.isNumber else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
