/// Durations as Go writes them, which is how Jaeger's API takes them: `1.5ms`, `2s`, `1h30m`, `300us`.
public enum GoDuration {
    /// Reads a duration that is not negative.
    ///
    /// - Parameters:
    ///   - text: numbers with units `ns`, `us`, `µs`, `ms`, `s`, `m`, `h`, `d` (24 hours), in sequence; or `0`.
    /// - Returns: nanoseconds, or nil when the text is no duration or exceeds 292 years.
    public static func nanoseconds(_ text: String) -> UInt64? {
        if text == "0" { return 0 }
        var rest = Substring(text.hasPrefix("+") ? String(text.dropFirst()) : text)
        guard !rest.isEmpty else { return nil }
        var total: UInt64 = 0
        while !rest.isEmpty {
            guard let part = takePart(&rest) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow, sum <= UInt64(Int64.max) else { return nil }
            total = sum
        }
        return total
    }

    private static let units: [(name: String, nanoseconds: UInt64)] = [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
    ]

    private static func takePart(_ rest: inout Substring) -> UInt64? {
        let number = rest.prefix { $0 == "." || $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(number.count)
        let name = rest.prefix { $0 != "." && !($0.isASCII && $0.isNumber) }
        rest = rest.dropFirst(name.count)
        guard let unit = units.first(where: { $0.name == name })?.nanoseconds else { return nil }
        let pieces = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard pieces.contains(where: { !$0.isEmpty }) else { return nil }
        guard let whole = pieces[0].isEmpty ? 0 : UInt64(pieces[0]) else { return nil }
        let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        guard pieces.count == 2, !pieces[1].isEmpty else { return product }
        guard let fraction = fraction(pieces[1], of: unit) else { return nil }
        return product.addingReportingOverflow(fraction).overflow ? nil : product + fraction
    }

    /// What the digits after a decimal point are worth, cut off below a nanosecond.
    private static func fraction(_ digits: Substring, of unit: UInt64) -> UInt64? {
        var worth = 0.0
        var scale = Double(unit)
        for digit in digits {
            guard let value = digit.wholeNumberValue else { return nil }
            scale /= 10
            worth += Double(value) * scale
        }
        return UInt64(worth + 1e-6)
    }
}
