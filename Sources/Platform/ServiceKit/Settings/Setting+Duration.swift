extension Setting<Duration> {
    /// A duration with its unit, such as `500ms`, `30s`, `15m` or `24h`.
    public static func duration(_ name: String, _ summary: String, default defaultValue: Duration? = nil) -> Self {
        Self(name, summary, expected: "a duration such as 500ms, 30s, 15m or 24h", default: defaultValue) { text in
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            guard let amount = Int64(digits), amount <= 1_000_000_000 else { return nil }
            return switch text[digits.endIndex...] {
            case "ms": .milliseconds(amount)
            case "s": .seconds(amount)
            case "m": .seconds(amount * 60)
            case "h": .seconds(amount * 3600)
            default: nil
            }
        }
    }
}
