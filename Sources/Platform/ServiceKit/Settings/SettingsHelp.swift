/// The list of a program's settings for `--help`.
public struct SettingsHelp: Sendable, CustomStringConvertible {
    private var rows: [(name: String, text: String)] = []

    /// An empty list.
    public init() {}

    /// The list with one more setting.
    public func with<Value>(_ setting: Setting<Value>) -> SettingsHelp {
        var text = "\(setting.summary): \(setting.expected)"
        if let value = setting.defaultValue {
            text += " (default: \(value))"
        } else {
            text += " (required)"
        }
        var help = self
        help.rows.append(("\(setting.flag), \(setting.name)", text))
        return help
    }

    /// Each setting's flag and name in the environment, and below them what it is.
    public var description: String {
        let lines = rows.map { "  \($0.name)\n      \($0.text)" }
        return """
            SETTINGS (a flag first, then the environment, then the file given by --env-file, else .env):
            \(lines.joined(separator: "\n"))
              OTEL_*
                  Tracing, as the OpenTelemetry specification names it
            """
    }
}
