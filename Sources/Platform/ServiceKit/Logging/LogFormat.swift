/// How log lines are written.
public enum LogFormat: String, Sendable {
    /// One line of text an event: time, level, program, `key=value` metadata, message.
    case text
    /// One JSON object a line.
    case json
}
