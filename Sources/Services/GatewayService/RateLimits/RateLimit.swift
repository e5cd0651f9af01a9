import ServiceKit

/// How many requests are taken in a time: `20/1m`.
public struct RateLimit: Sendable, Hashable, CustomStringConvertible {
    /// How many requests may come at once, and are taken in ``window`` in the long run.
    public let quota: Int
    /// The time in which a quota that is used up is whole again.
    public let window: Duration

    /// A limit of its parts; both must be positive.
    public init(_ quota: Int, per window: Duration) {
        precondition(quota > 0 && window > .zero)
        self.quota = quota
        self.window = window
    }

    /// Reads `20/1m`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let quota = Int(parts[0]), (1...1_000_000).contains(quota),
            let window = Self.window(parts[1]), window > .zero
        else { return nil }
        self.init(quota, per: window)
    }

    private static func window(_ text: Substring) -> Duration? {
        guard let unit = text.last, let amount = Int64(text.dropLast()), (1...86400).contains(amount) else {
            return nil
        }
        return switch unit {
        case "s": .seconds(amount)
        case "m": .seconds(amount * 60)
        case "h": .seconds(amount * 3600)
        default: nil
        }
    }

    /// The time after which one more request is taken.
    var interval: Duration { window / quota }

    /// The window in whole seconds, as the fields of an answer have it.
    var seconds: Int64 { max(1, window.roundedUpSeconds) }

    /// As a setting has it, with the window in seconds.
    public var description: String { "\(quota)/\(seconds)s" }
}
