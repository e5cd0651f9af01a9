import ServiceKit

/// The value of a setting that limits a rate: a limit, or `off`.
public struct RateSetting: Sendable, CustomStringConvertible {
    /// The limit; nil for none.
    public let limit: RateLimit?

    /// As the setting has it.
    public var description: String { limit.map { "\($0)" } ?? "off" }
}

extension Setting<RateSetting> {
    /// A rate such as `20/1m`, or `off`.
    static func rate(_ name: String, _ summary: String, default limit: RateLimit?) -> Self {
        Self(
            name, summary, expected: "a rate such as 20/1m, 100/1s or 5000/1h, or off",
            default: RateSetting(limit: limit)
        ) { text in
            text == "off" ? RateSetting(limit: nil) : RateLimit(text).map { RateSetting(limit: $0) }
        }
    }
}
