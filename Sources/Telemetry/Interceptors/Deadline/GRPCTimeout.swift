import GRPCCore

/// The value of the `grpc-timeout` header: up to eight digits and a unit.
///
/// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md (rule `Timeout`)
public enum GRPCTimeout {
    /// The header's name.
    public static let key = "grpc-timeout"

    /// The timeout that a header value stands for; nil when it is malformed, which means that there is none.
    public static func parse(_ value: String) -> Duration? {
        let bytes = value.utf8
        guard (2...9).contains(bytes.count), let unit = bytes.last else { return nil }
        var amount: Int64 = 0
        for byte in bytes.dropLast() {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            amount = amount * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        switch unit {
        case UInt8(ascii: "H"): return .seconds(amount * 3600)
        case UInt8(ascii: "M"): return .seconds(amount * 60)
        case UInt8(ascii: "S"): return .seconds(amount)
        case UInt8(ascii: "m"): return .milliseconds(amount)
        case UInt8(ascii: "u"): return .microseconds(amount)
        case UInt8(ascii: "n"): return .nanoseconds(amount)
        default: return nil
        }
    }

    /// The header value for a timeout, rounded down: the next hop gives up no later than we do.
    ///
    /// It always has the eight digits that the protocol allows at most, in the finest unit in which they are enough.
    /// grpc-swift's server reads only seven: it leaves such a timeout to ``GRPCServerDeadline``, whose timer costs less.
    public static func format(_ timeout: Duration) -> String {
        let (seconds, attoseconds) = max(timeout, .zero).components
        let limit: Int64 = 100_000_000
        if seconds == 0, attoseconds < limit * 1_000_000_000 { return digits(attoseconds / 1_000_000_000, "n") }
        if seconds < limit / 1_000_000 { return digits(seconds * 1_000_000 + attoseconds / 1_000_000_000_000, "u") }
        if seconds < limit / 1000 { return digits(seconds * 1000 + attoseconds / 1_000_000_000_000_000, "m") }
        if seconds < limit { return digits(seconds, "S") }
        if seconds / 60 < limit { return digits(seconds / 60, "M") }
        return digits(min(seconds / 3600, limit - 1), "H")
    }

    private static func digits(_ amount: Int64, _ unit: String) -> String {
        let digits = String(amount)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits + unit
    }

    /// The header's value in a call's metadata.
    static func value(in metadata: Metadata) -> String? {
        for value in metadata[stringValues: key] { return value }
        return nil
    }
}
